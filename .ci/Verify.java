// Holds PDFs against PDF/A-2a (3a with attachments) and PDF/UA-1 with veraPDF's own engine.
import java.io.FileInputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

public class Verify {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean clean = true;
        for (String file : arguments) {
            clean &= passes(file, "ua1");
            clean &= passes(file, "2a");
        }
        System.exit(clean ? 0 : 1);
    }

    static boolean passes(String file, String profile) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
        try (var in = new FileInputStream(file);
                var parser = Foundries.defaultInstance().createParser(in, flavour)) {
            var result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            System.out.println((result.isCompliant() ? "pass " : "FAIL ") + profile + " " + file);
            var faults = new TreeMap<String, Integer>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    faults.merge(rule + " " + assertion.getMessage(), 1, Integer::sum);
                }
            }
            faults.forEach((fault, times) -> System.out.println("  " + times + " x " + fault));
            return result.isCompliant();
        }
    }
}
