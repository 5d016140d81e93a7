// Stands where the engine asks for what no form of ours uses: swiping, cryptography, geography.
export default {};
