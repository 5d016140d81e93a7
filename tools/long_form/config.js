// The engine's own configuration names addresses of maps. This one names none, and reads nothing from the page's address.
export default {
    experimentalOptimizations: { computeAsync: false },
    // A closed question counts as empty in every rule, as the server and field clients have it.
    excludeNonRelevant: true,
    maps: [],
    googleApiKey: "",
    repeatOrdinals: false,
    validateContinuously: false,
    validatePage: false,
    swipePage: false,
    textMaxChars: 20000,
};
