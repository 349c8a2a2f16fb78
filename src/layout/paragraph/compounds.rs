//! Words of two syllables that titles and narrow columns part only in need: "dự thảo", "phát triển".

use std::sync::OnceLock;

use super::collect::NO_WORD;
use crate::pages::{Lexicon, WordId};

/// Frequent in the titles of plans and in the names of bodies and tasks. Vietnamese writes a blank between the syllables
/// of a word, and only a dictionary tells it from the blank between words.
const WORDS: &str = "an ninh, an sinh, an toàn, ban hành, bàn giao, báo cáo, bình quân, bảo hiểm, bảo trợ, bảo vệ, bảo đảm, \
    bố trí, bổ sung, chi tiết, chiến lược, chuyên ngành, chuyển đổi, chuẩn bị, chính phủ, chính quyền, \
    chính sách, chính trị, chương trình, chất lượng, chỉ số, chỉ tiêu, chỉ đạo, chủ trì, chủ tịch, chủ yếu, \
    cán bộ, công an, công chức, công khai, công nghiệp, công nghệ, công nhận, công trình, công tác, \
    công văn, căn cứ, cơ bản, cơ quan, cơ sở, cạnh tranh, cải cách, cận nghèo, cập nhật, cụ thể, danh mục, \
    diện tích, doanh nghiệp, du lịch, dân cư, dân số, dịch vụ, dự báo, dự kiến, dự thảo, dự toán, dự án, \
    gia đình, giai đoạn, giá trị, giám sát, giáo dục, giải ngân, giải pháp, giải quyết, giải trình, góp ý, \
    hiệu quả, hoàn thiện, hoàn thành, hoạt động, huy động, hành chính, hành động, hạ tầng, hạn chế, \
    học sinh, hồ sơ, hỗ trợ, hộ nghèo, hội nghị, hội đồng, hợp tác, khai thác, khoa học, khó khăn, \
    khắc phục, khởi công, kinh tế, kiến nghị, kiểm tra, kế hoạch, kết luận, kết quả, lao động, lãnh đạo, \
    lĩnh vực, minh họa, môi trường, mặt trận, mục tiêu, mục đích, nghị quyết, nghị định, nguyên nhân, \
    nguồn lực, nguồn vốn, ngành nghề, ngân sách, nhiệm kỳ, nhiệm vụ, nhà nước, nhân dân, nhân lực, nâng cao, \
    nông nghiệp, nông sản, nông thôn, năng lực, nước sạch, nội dung, nội vụ, phát triển, phân bổ, phân công, \
    phê duyệt, phòng chống, phương án, phấn đấu, phối hợp, phổ biến, phục vụ, quy hoạch, quy định, \
    quyết toán, quyết định, quyền hạn, quán triệt, quân sự, quản lý, quốc gia, quốc phòng, rà soát, \
    sản phẩm, sản xuất, số liệu, sử dụng, tham gia, thanh tra, theo dõi, thu nhập, thôn xóm, \
    thương binh, thương mại, thường trực, thường vụ, thẩm quyền, thẩm định, thể thao, thống kê, thống nhất, \
    thời hạn, thủ tục, thực hiện, tiêu chí, tiến độ, tiếp thu, tiếp tục, triển khai, truyền thông, \
    trách nhiệm, trường học, trạm xá, trực tiếp, trực tuyến, tuyên truyền, tuyển quân, tài chính, \
    tài nguyên, tình hình, tăng cường, tăng trưởng, tư pháp, tạm tính, tập trung, tốc độ, tồn tại, tổ chức, \
    tổng hợp, tỷ lệ, việc làm, văn hóa, văn phòng, xây dựng, xã hội, y tế, yêu cầu, ý kiến, điều chỉnh, \
    điều hành, đào tạo, đánh giá, đô thị, đôn đốc, đơn vị, đảm bảo, đầu tư, đẩy mạnh, đề nghị, địa bàn, \
    địa phương, đột phá, ổn định, ứng dụng";

/// No syllable of any of them, or not looked at yet.
const NONE: u16 = u16::MAX;
const UNKNOWN: u16 = u16::MAX - 1;

/// Every syllable once, in order, and the pairs of their places.
struct Table {
    syllables: Vec<&'static str>,
    pairs: Vec<(u16, u16)>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let halves = || WORDS.split(", ").filter_map(|word| word.split_once(' '));
        let mut syllables: Vec<&str> = halves().flat_map(|(first, second)| [first, second]).collect();
        syllables.sort_unstable();
        syllables.dedup();
        let place = |syllable: &str| syllables.binary_search(&syllable).map_or(NONE, |at| at as u16);
        let mut pairs: Vec<(u16, u16)> =
            halves().map(|(first, second)| (place(first), place(second))).collect();
        pairs.sort_unstable();
        Table { syllables, pairs }
    })
}

/// What was found out about the words of one document, by their ids.
#[derive(Debug, Default)]
pub(in crate::layout) struct Compounds {
    /// As the first half, as the second half.
    known: Vec<[u16; 2]>,
}

impl Compounds {
    /// Whether two neighbours are the halves of one word.
    pub fn hold(&mut self, lexicon: &Lexicon, before: WordId, next: WordId) -> bool {
        if before == NO_WORD || next == NO_WORD {
            return false;
        }
        let [first, _] = self.places(lexicon, before);
        if first == NONE {
            return false;
        }
        let [_, second] = self.places(lexicon, next);
        second != NONE && table().pairs.binary_search(&(first, second)).is_ok()
    }

    fn places(&mut self, lexicon: &Lexicon, word: WordId) -> [u16; 2] {
        let at = word.0 as usize;
        if self.known.len() <= at {
            self.known.resize(lexicon.count().max(at + 1), [UNKNOWN; 2]);
        }
        if self.known[at] == [UNKNOWN; 2] {
            self.known[at] = halves(&lexicon.word(word).text);
        }
        self.known[at]
    }
}

/// Places of a word among the syllables. A mark after it ends the word, a mark before it begins one.
fn halves(text: &str) -> [u16; 2] {
    let find = |part: &str| {
        let lower = part.to_lowercase();
        table().syllables.binary_search(&lower.as_str()).map_or(NONE, |at| at as u16)
    };
    let mark = |c: char| !c.is_alphanumeric();
    [find(text.trim_start_matches(mark)), find(text.trim_end_matches(mark))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn together(before: &str, next: &str) -> bool {
        let ([first, _], [_, second]) = (halves(before), halves(next));
        first != NONE && second != NONE && table().pairs.binary_search(&(first, second)).is_ok()
    }

    #[test]
    fn halves_of_one_word() {
        for (before, next) in [("dự", "thảo"), ("PHÁT", "TRIỂN;"), ("(Kế", "hoạch)"), ("tổ", "chức")]
        {
            assert!(together(before, next), "{before} {next}");
        }
        for (before, next) in [("thảo", "Kế"), ("kế,", "hoạch"), ("kế", "(hoạch"), ("2024", "của"), ("", "")]
        {
            assert!(!together(before, next), "{before} {next}");
        }
    }

    #[test]
    fn every_word_has_two_syllables_and_stands_once() {
        assert!(WORDS.split(", ").all(|word| word.split(' ').count() == 2 && word.to_lowercase() == word));
        let mut pairs = table().pairs.clone();
        pairs.dedup();
        assert_eq!(pairs.len(), WORDS.split(", ").count());
    }
}
