import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.*;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.util.JavaRosaCoreModule;

/**
 * What JavaRosa, the engine inside ODK Collect, makes of many submissions of many forms, in one process.
 *
 * Standard input, one job per line, tab separated: FORM path of an XForm | FILL path of a submission of the last form |
 * EVAL an expression, evaluated at the root of the last submission. Standard output: one line per leaf of a
 * submission, FILE PATH RELEVANT MISSING BROKEN VALUE; one per expression, EVAL RESULT; ERROR with a message.
 */
public class JavaRosaOracle {
    static PrintStream out;

    public static void main(String[] args) throws Exception {
        out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream());
        System.setOut(silent);
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        new XFormsModule().registerModule();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String form = null;
        FormDef def = null;
        for (String line; (line = in.readLine()) != null; ) {
            String[] job = line.split("\t", 2);
            try {
                if (job[0].equals("FORM")) {
                    form = job[1];
                } else if (job[0].equals("FILL")) {
                    def = fill(form, job[1]);
                    report(job[1], def);
                } else {
                    out.println("EVAL\t" + one(evaluate(def, job[1])));
                }
            } catch (Throwable wrong) {
                out.println("ERROR\t" + one(job[1]) + "\t" + one(String.valueOf(wrong)));
            }
        }
        out.flush();
    }

    static FormDef fill(String form, String file) throws Exception {
        FormDef def = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(Files.readAllBytes(Paths.get(form))));
        FormInstance saved = XFormParser.restoreDataModel(Files.readAllBytes(Paths.get(file)), null);
        TreeElement root = def.getMainInstance().getRoot().deepCopy(true);
        root.populate(saved.getRoot(), def);
        def.getMainInstance().setRoot(root);
        def.initialize(false, new InstanceInitializationFactory());
        return def;
    }

    static void report(String file, FormDef def) {
        Deque<TreeElement> waiting = new ArrayDeque<>();
        waiting.push(def.getMainInstance().getRoot());
        while (!waiting.isEmpty()) {
            TreeElement element = waiting.pop();
            if (element.getMultiplicity() == TreeReference.INDEX_TEMPLATE) continue;
            if (!element.isLeaf()) {
                for (int i = element.getNumChildren() - 1; i >= 0; i--) waiting.push(element.getChildAt(i));
                continue;
            }
            IAnswerData data = element.getValue();
            String value = data == null ? "" : data.uncast().getString();
            boolean relevant = element.isRelevant();
            boolean missing = relevant && element.isRequired() && data == null;
            boolean broken = relevant && data != null && !def.evaluateConstraint(element.getRef(), data);
            out.println(String.join("\t", file, element.getRef().toString(true), bit(relevant), bit(missing), bit(broken), one(value)));
        }
    }

    static String evaluate(FormDef def, String expression) throws Exception {
        EvaluationContext context = new EvaluationContext(def.getEvaluationContext(), def.getMainInstance().getRoot().getRef());
        Object result = XPathParseTool.parseXPath(expression).eval(def.getMainInstance(), context);
        return XPathFuncExpr.toString(XPathFuncExpr.unpack(result));
    }

    static String bit(boolean value) {
        return value ? "1" : "0";
    }

    static String one(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r");
    }
}
