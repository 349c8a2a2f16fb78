//! The office's own severities of single codes: `[muc-do] TH0311 = "ghi-chu"`.

use std::collections::BTreeMap;

use super::error::SettingsError;
use super::toml_table::Table;
use crate::finding::{Code, Severity};

/// By id of the code.
pub(super) fn severities(table: Option<Table>) -> Result<BTreeMap<String, Severity>, SettingsError> {
    let Some(table) = table else {
        return Ok(BTreeMap::new());
    };
    let place = table.place();
    let mut out = BTreeMap::new();
    for (id, words) in table.free()? {
        let key = format!("muc-do.{id}");
        if !Code::ALL.iter().any(|code| code.id() == id) {
            let message = format!("Không có mã phát hiện “{id}”; gõ “tonghop explain” để xem tất cả các mã.");
            return Err(place.error(&key, message));
        }
        let severity = match words.join(" ").as_str() {
            "loi" | "lỗi" => Severity::Error,
            "canh-bao" | "cảnh báo" => Severity::Warning,
            "ghi-chu" | "ghi chú" => Severity::Note,
            other => {
                let message = format!(
                    "Khóa “{key}” phải là \"loi\", \"canh-bao\" hoặc \"ghi-chu\", không phải “{other}”."
                );
                return Err(place.error(&key, message));
            }
        };
        out.insert(id, severity);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::settings::plan::plan;

    fn with(lines: &str) -> Result<std::collections::BTreeMap<String, Severity>, String> {
        let text = format!("ten = \"K\"\nnam = 2024\n[co-quan]\nten = [\"A\"]\n[muc-do]\n{lines}\n");
        plan("p", &text).map(|settings| settings.severities).map_err(|error| error.to_string())
    }

    #[test]
    fn the_office_chooses_and_slips_are_told() {
        let chosen = with("TH0311 = \"ghi-chu\"\nTH0306 = \"loi\"").unwrap();
        assert_eq!(chosen["TH0311"], Severity::Note);
        assert_eq!(chosen["TH0306"], Severity::Error);
        assert!(with("TH9999 = \"loi\"").unwrap_err().contains("TH9999"));
        assert!(with("TH0311 = \"nang\"").unwrap_err().contains("nang"));
    }
}
