//! An opinion does not say what it is about.
//!
//! **What it means.** The column that names the part of the draft is empty or missing.
//! **Why it matters.** The office cannot answer it in the table of opinions by parts of the draft.
//! **Example.** "Đề nghị nâng chỉ tiêu" without naming the indicator.
//! **How to mend.** Write in the column "Nội dung góp ý vào" the part, the indicator or the task.

use crate::domain::{Draft, key};
use crate::finding::Code;
use crate::validate::desk::Desk;
use crate::validate::fault::{Fault, Target, finding};

/// Agreement with the whole draft needs no subject.
pub fn opinion_without_subject(draft: &Draft, _: &Desk<'_>) -> Vec<Fault> {
    let agrees = |text: &str| {
        ["nhất trí", "thống nhất", "đồng ý"].iter().any(|word| key::fold(text).starts_with(word))
    };
    let opinions = draft.opinions.iter().enumerate();
    opinions
        .filter(|(_, opinion)| opinion.subject.value.is_empty() && !agrees(&opinion.content.value))
        .map(|(index, opinion)| {
            let message = format!(
                "Ý kiến “{}” không nêu góp ý vào nội dung nào.",
                super::shortened(&opinion.content.value)
            );
            let finding = finding(draft, Code::OpinionWithoutSubject, &opinion.subject.origin, message)
                .expected("phần, chỉ tiêu hoặc nhiệm vụ của dự thảo")
                .found("ô trống");
            Fault::new(Target::Opinion(index), finding)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::check_rules;

    #[test]
    fn an_opinion_on_nothing_is_reported_agreement_is_not() {
        let submissions = check_rules(
            "YTE",
            "# sheet: YKien
             | TT | Nội dung góp ý vào | Nội dung góp ý | Lý do |
             | 1 | Mục II.3 | Nâng lên 95% | Đã đạt 94% |
             | 2 | | Đề nghị nâng chỉ tiêu | |
             | | ^^ TH0307 | | |
             | 3 | | Thống nhất với dự thảo | |",
        );
        assert_eq!(submissions[0].opinions.len(), 3);
    }
}
