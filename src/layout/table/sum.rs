//! Figures as they are printed, summed exactly: "1.234,5", "−12", "(12,50)".

/// A sum of printed figures: an integer, and how many of its digits stand after the comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sum {
    value: i128,
    decimals: u32,
}

/// More digits than any figure of a plan; so no sum of a table overflows.
const MOST_DIGITS: usize = 24;
const MOST_DECIMALS: u32 = 9;

impl Sum {
    /// Reads a cell that holds a plain figure and nothing else; a point parts thousands, a comma the decimals.
    pub fn read(text: &str) -> Option<Sum> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, rest),
            None => match text.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')) {
                Some(inside) => (true, inside),
                None => (false, text),
            },
        };
        let (whole, part) = text.split_once(',').unwrap_or((text, ""));
        let digits = thousands(whole)?;
        if !part.bytes().all(|byte| byte.is_ascii_digit()) || part.len() > MOST_DECIMALS as usize {
            return None;
        }
        if (text.contains(',') && part.is_empty()) || digits.len() + part.len() > MOST_DIGITS {
            return None;
        }
        let value: i128 = format!("{digits}{part}").parse().ok()?;
        Some(Sum { value: if negative { -value } else { value }, decimals: part.len() as u32 })
    }

    /// The exact sum, with the decimals of the finer one; `None` beyond all numbers.
    pub fn plus(self, other: Sum) -> Option<Sum> {
        let decimals = self.decimals.max(other.decimals);
        let value = self.scaled(decimals)?.checked_add(other.scaled(decimals)?)?;
        Some(Sum { value, decimals })
    }

    fn scaled(self, decimals: u32) -> Option<i128> {
        self.value.checked_mul(10_i128.checked_pow(decimals - self.decimals)?)
    }

    /// As figures are printed.
    pub fn print(self) -> String {
        let digits = format!("{:0>width$}", self.value.unsigned_abs(), width = self.decimals as usize + 1);
        let (whole, part) = digits.split_at(digits.len() - self.decimals as usize);
        let mut out = String::from(if self.value < 0 { "-" } else { "" });
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place) % 3 == 0 {
                out.push('.');
            }
            out.push(digit);
        }
        if !part.is_empty() {
            out.push(',');
            out.push_str(part);
        }
        out
    }
}

/// The digits of a whole number, whose points part it into threes if there are any.
fn thousands(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split('.').collect();
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let threes =
        groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    (groups.iter().all(digits) && threes).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_figures_are_read_and_nothing_else() {
        let read = |text| Sum::read(text).map(Sum::print);
        for (text, printed) in [
            ("0", "0"),
            ("1.234,5", "1.234,5"),
            (" 1234567 ", "1.234.567"),
            ("-12,50", "-12,50"),
            ("−7", "-7"),
            ("(1.000)", "-1.000"),
            ("0,05", "0,05"),
            ("-0,5", "-0,5"),
        ] {
            assert_eq!(read(text).as_deref(), Some(printed), "{text}");
        }
        for text in [
            "", "-", "x", "trên 22", "22%", "1,", ",5", "1.23", "1.2345", "1,2,3", "12a", "1 000", "1.000.00",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"9".repeat(60)), None);
    }

    #[test]
    fn sums_are_exact() {
        let mut sum = Sum::default();
        for _ in 0..1000 {
            sum = sum.plus(Sum::read("0,1").unwrap()).unwrap();
        }
        assert_eq!(sum.print(), "100,0");
        assert_eq!(sum.plus(Sum::read("-100,25").unwrap()).unwrap().print(), "-0,25");
    }
}
