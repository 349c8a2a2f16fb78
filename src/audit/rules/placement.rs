//! Does each component stand at its side: Quốc hiệu right, organ left, number and date on one line, type in the middle?
//!
//! Article: Phụ lục I, Phần I, Mục II and the diagram of Mục IV. Example: the type flush left. To mend: set the paragraph's alignment.

use super::Rule;
use crate::audit::fault::fault;
use crate::audit::line::Line;
use crate::audit::paper::MM;
use crate::audit::part::Part;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule = Rule {
    codes: &[Code::ComponentPlace],
    article: |_| "Phụ lục I, Phần I, Mục II và Mục IV".to_owned(),
    check,
};

/// How far two centers may lie apart (points).
const CENTERED: f64 = 4.0 * MM;
/// How far baselines on one line may differ (points).
const LEVEL: f64 = 4.0;
/// How far the tops of the two blocks at the end may differ (points).
const BESIDE: f64 = 9.0;

fn check(view: &View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut hold = |part: Part, other: Part, wish: &str, holds: &dyn Fn(&Line, &Line) -> bool| {
        if let (Some(line), Some(with)) = (view.first(part), view.first(other))
            && !holds(line, with)
        {
            found.push(misplaced(view, part, line.page, wish));
        }
    };
    let middle = view.frame.page_width / 2.0;
    let under = |a: &Line, b: &Line| (a.center() - b.center()).abs() <= CENTERED;
    hold(Part::Heading, Part::Heading, "ở phía trên, bên phải trang đầu", &|line, _| {
        line.center() > middle
    });
    hold(Part::Motto, Part::Heading, "ở giữa, dưới Quốc hiệu", &under);
    hold(Part::Organ, Part::Heading, "ở phía trên, bên trái trang đầu", &|line, heading| {
        line.x1 < heading.x0 + 1.0 && (line.y - heading.y).abs() < 60.0
    });
    hold(Part::PlaceDate, Part::Number, "cùng dòng với số, ký hiệu", &|line, number| {
        (line.y - number.y).abs() <= LEVEL
    });
    hold(Part::PlaceDate, Part::Heading, "ở giữa, dưới Quốc hiệu và Tiêu ngữ", &|a, b| {
        (a.center() - b.center()).abs() <= 3.0 * CENTERED
    });
    hold(Part::Signer, Part::RecipientsHead, "ngang hàng với “Nơi nhận”", &|line, head| {
        line.page == head.page && (line.y - head.y).abs() <= BESIDE
    });
    let frame = view.frame;
    if frame.sure {
        let centered = |line: &Line, _: &Line| (line.center() - frame.center()).abs() <= CENTERED;
        hold(Part::Kind, Part::Kind, "canh giữa theo chiều ngang vùng trình bày", &centered);
        hold(Part::Subject, Part::Subject, "canh giữa, dưới tên loại", &centered);
        let flush = |line: &Line, _: &Line| (line.x0 - frame.left).abs() <= CENTERED;
        hold(Part::RecipientsHead, Part::RecipientsHead, "sát lề trái", &flush);
    }
    found.extend(annexes(view));
    found
}

fn annexes(view: &View<'_>) -> Vec<Finding> {
    let off = view.part(Part::AnnexNumber).filter(|line| {
        let others = view.lines.iter().filter(|other| other.page == line.page);
        let (left, right) = others
            .fold((f64::MAX, f64::MIN), |(left, right), other| (left.min(other.x0), right.max(other.x1)));
        (line.center() - (left + right) / 2.0).abs() > 3.0 * CENTERED
    });
    off.map(|line| misplaced(view, Part::AnnexNumber, line.page, "canh giữa")).collect()
}

fn misplaced(view: &View<'_>, part: Part, page: usize, wish: &str) -> Finding {
    let article = view.profile.component(part).map_or("", |row| row.article);
    let message = format!("“{}” không {wish}", part.vietnamese());
    fault(Code::ComponentPlace, Some(page), message, article)
}
