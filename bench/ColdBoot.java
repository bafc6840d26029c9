import org.guestscope.appliance.Appliance;
import org.guestscope.appliance.ApplianceCache;
import org.guestscope.appliance.ApplianceImage;
import org.guestscope.appliance.ApplianceOptions;

/** Times a start without a snapshot, from the call to the agent's first answer; appliance-start.sh runs it. */
final class ColdBoot {

    private ColdBoot() {}

    public static void main(String[] args) throws Exception {
        ApplianceCache cache = ApplianceCache.fromEnvironment();
        ApplianceImage image = cache.findOrBuild((step, done, total) -> {});
        ApplianceOptions options = ApplianceOptions.defaults().withSnapshot(false);
        for (int run = 0; run < Integer.parseInt(args[0]); run++) {
            long start = System.nanoTime();
            try (Appliance appliance = Appliance.start(cache, image, options)) {
                System.out.printf("cold boot: %.2f s%n", (System.nanoTime() - start) / 1e9);
            }
        }
    }
}
