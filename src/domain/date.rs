//! Dates in official Vietnamese (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4.b).

use chrono::{Datelike, NaiveDate};

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

#[cfg(test)]
mod tests {
    use super::{long, short};
    use chrono::NaiveDate;

    #[test]
    fn the_decrees_own_zeros() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(long(date(2020, 1, 5)), "ngày 05 tháng 01 năm 2020");
        assert_eq!(long(date(2019, 6, 29)), "ngày 29 tháng 6 năm 2019");
        assert_eq!(long(date(2023, 12, 7)), "ngày 07 tháng 12 năm 2023");
        assert_eq!(short(date(2023, 9, 5)), "05/09/2023");
    }
}
