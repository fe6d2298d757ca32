package org.ordercast.benchmarks.plots;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as they are read beside a picture: no more digits than a measurement has. */
final class Numbers {

    private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;

    private Numbers() {}

    /** With three digits that count: 1.79, 142, 1,090,000. */
    static String rounded(double value) {
        BigDecimal number = new BigDecimal(value).round(DIGITS);
        return String.format(Locale.ROOT, "%,." + Math.max(0, number.scale()) + "f", number);
    }

    /** At an axis: 0, 0.5, 250k, 1.5M. */
    static String brief(double value) {
        if (value >= MILLION) {
            return bare(value / MILLION) + "M";
        }
        return value >= THOUSAND ? bare(value / THOUSAND) + "k" : bare(value);
    }

    /** A time in the unit that suits it. */
    static String time(double micros) {
        if (micros >= MILLION) {
            return bare(micros / MILLION) + " s";
        }
        return micros >= THOUSAND ? bare(micros / THOUSAND) + " ms" : bare(micros) + " µs";
    }

    private static String bare(double value) {
        BigDecimal number = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return number.toPlainString();
    }
}
