//! Dates in official Vietnamese (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4.b).

use chrono::{Datelike, NaiveDate, NaiveTime};

/// `ngày 05 tháng 02 năm 2024`: a zero before days under 10 and before months 1 and 2.
pub fn long(date: NaiveDate) -> String {
    let month = match date.month() {
        month @ 1..=2 => format!("{month:02}"),
        month => month.to_string(),
    };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

/// `15/09/2023`, for tables.
pub fn short(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// A time of day from words: `07:00`, `7:05`, `7h30`, `7 giờ 30`, `7h`; `None` for what is no time.
pub fn clock_time(text: &str) -> Option<NaiveTime> {
    let plain = text.trim().to_lowercase().replace("giờ", "h").replace(':', "h");
    let (hour, minute) = plain.split_once('h')?;
    let part = |text: &str| match text.trim() {
        digits @ ("" | "+") => digits.is_empty().then_some(0),
        digits if digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().ok()
        }
        _ => None,
    };
    let hour = if hour.trim().is_empty() { None } else { part(hour) };
    // `7:` is a slip, `7h` is a time.
    let minute = if minute.trim().is_empty() && text.contains(':') { None } else { part(minute) };
    NaiveTime::from_hms_opt(hour?, minute?, 0)
}

/// `25/9/2023`, `25-09-2023`, `25.9.2023`, `2023-09-25`.
pub fn typed(text: &str) -> Option<NaiveDate> {
    let parts: Vec<u32> =
        text.split(['/', '-', '.']).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let &[a, b, c] = parts.as_slice() else {
        return None;
    };
    let (year, day) = if a > 31 { (a, c) } else { (c, a) };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, b, day).filter(|_| (1900..3000).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::{clock_time, long, short};

    #[test]
    fn times_of_day() {
        for (text, seen) in [("07:00", "07:00"), ("7:05", "07:05"), ("7h30", "07:30"), ("17 giờ", "17:00")]
        {
            assert_eq!(clock_time(text).unwrap().format("%H:%M").to_string(), seen);
        }
        for text in ["", "7", "24:00", "07:60", "7:", ":30", "-1:00", "07:00:00", "+7:00", "bảy giờ"] {
            assert_eq!(clock_time(text), None, "{text}");
        }
    }
    use chrono::NaiveDate;

    #[test]
    fn the_decrees_own_zeros() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(long(date(2020, 1, 5)), "ngày 05 tháng 01 năm 2020");
        assert_eq!(long(date(2019, 6, 29)), "ngày 29 tháng 6 năm 2019");
        assert_eq!(long(date(2023, 12, 7)), "ngày 07 tháng 12 năm 2023");
        assert_eq!(short(date(2023, 9, 5)), "05/09/2023");
    }

    #[test]
    fn dates_as_typed() {
        for text in ["25/9/2023", "25-09-2023", "25.9.2023", "2023-09-25"] {
            assert_eq!(super::typed(text).unwrap().to_string(), "2023-09-25", "{text}");
        }
        for text in ["25/13/2023", "tháng 9", "25/9", "25/9/23", ""] {
            assert_eq!(super::typed(text), None, "{text}");
        }
    }
}
