//! Does an opinion only agree? Then no reply is due, and its department stands among those that agree.

use crate::domain::key::loose;

/// How a letter of agreement begins, without diacritics.
const AGREES: [&str; 9] = [
    "thong nhat",
    "co ban thong nhat",
    "hoan toan thong nhat",
    "nhat tri",
    "co ban nhat tri",
    "hoan toan nhat tri",
    "dong y",
    "khong co y kien",
    "khong tham gia y kien",
];
/// What asks for something all the same.
const ASKS: [&str; 9] =
    ["de nghi", "kien nghi", "tuy nhien", "nhung ", "xem xet", "can nhac", "dieu chinh", "sua ", "ngoai ra"];
/// Proposals that ask for nothing.
const NOTHING: [&str; 5] = ["giu nguyen", "khong", "thong nhat", "nhat tri", "nhu du thao"];

/// Conservative: whatever may be a wish is an opinion that wants a reply.
pub(super) fn agrees(content: &str, proposal: &str) -> bool {
    let content = format!("{} ", loose(content));
    if !AGREES.iter().any(|start| content.starts_with(start)) {
        return false;
    }
    let proposal = loose(proposal);
    let asks = |text: &str| ASKS.iter().any(|word| text.contains(word));
    !asks(&content)
        && !asks(&proposal)
        && (proposal.is_empty() || NOTHING.iter().any(|start| proposal.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::agrees;

    #[test]
    fn agreement_is_told_from_a_wish() {
        assert!(agrees("Thống nhất với dự thảo", ""));
        assert!(agrees("Nhất trí mức 97% như dự thảo", "Giữ nguyên như dự thảo"));
        assert!(agrees("Không có ý kiến bổ sung.", ""));
        assert!(!agrees("Thống nhất; đề nghị thị xã hỗ trợ thêm", ""));
        assert!(!agrees("Thống nhất mức tăng trên 22%", "Bổ sung chú thích"));
        assert!(!agrees("Cơ bản thống nhất, tuy nhiên cần rõ nguồn vốn", ""));
        assert!(!agrees("Tăng chỉ tiêu", ""));
        assert!(!agrees("", ""));
    }
}
