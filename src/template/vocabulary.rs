//! The words of the template language: what each takes, what it gives, and its entry in the manual.

use super::shape::{ANY, BOOL, NUMBER, Shape, TEXT};

/// What a word takes at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// Code of an indicator.
    Code,
    /// Key of a value column.
    Column,
    /// Key of a comparison column.
    Comparison,
    /// Text.
    Words,
    Number,
    /// A number or a list.
    Counted,
    /// A name of the template's own choosing.
    Key,
    Anything,
}

/// A word of the language, used as `{{word a b}}` or `(word a b)`.
pub(super) struct Word {
    pub name: &'static str,
    pub takes: &'static [Takes],
    /// How many of them must be there.
    pub needs: usize,
    pub gives: &'static Shape,
    pub example: &'static str,
    pub meaning: &'static str,
}

use Takes::{Anything, Code, Column, Comparison, Counted, Key, Number, Words};

const fn word(
    name: &'static str,
    takes: &'static [Takes],
    needs: usize,
    gives: &'static Shape,
    example: &'static str,
    meaning: &'static str,
) -> Word {
    Word { name, takes, needs, gives, example, meaning }
}

/// All words, in the order of the manual.
pub(super) static WORDS: &[Word] = &[
    word(
        "so",
        &[Code, Column],
        1,
        &TEXT,
        "{{so \"CT01\"}}",
        "số trong câu, kèm đơn vị tính; không nêu cột thì là số kế hoạch năm N",
    ),
    word(
        "so_o",
        &[Code, Column],
        1,
        &TEXT,
        "{{so_o \"CT01\" \"uth_n1\"}}",
        "số trong ô, không kèm đơn vị tính",
    ),
    word("ten", &[Code], 1, &TEXT, "{{ten \"CT01\"}}", "tên chỉ tiêu"),
    word("dvt", &[Code], 1, &TEXT, "{{dvt \"CT01\"}}", "đơn vị tính của chỉ tiêu"),
    word(
        "so_sanh",
        &[Code, Comparison],
        2,
        &TEXT,
        "{{so_sanh \"CT01\" \"kh_n__uth_n1\"}}",
        "kết quả so sánh, kèm % hoặc điểm phần trăm",
    ),
    word("hoa", &[Words], 1, &TEXT, "{{hoa ten}}", "chữ in hoa"),
    word("hoa_dau", &[Words], 1, &TEXT, "{{hoa_dau ten}}", "chữ đầu viết hoa"),
    word(
        "thuong_dau",
        &[Words],
        1,
        &TEXT,
        "{{thuong_dau thoi_han}}",
        "chữ đầu viết thường, trừ khi chữ sau cũng viết hoa (UBND)",
    ),
    word("bo_cham", &[Words], 1, &TEXT, "{{bo_cham noi_dung}}", "bỏ dấu chấm, chấm phẩy, phẩy ở cuối"),
    word("ket_van_ban", &[Words], 1, &TEXT, "{{ket_van_ban this}}", "kết thúc đoạn cuối bằng ./."),
    word(
        "nguyen_van",
        &[Words],
        1,
        &TEXT,
        "{{nguyen_van \"CỘNG HÒA\"}}",
        "chữ giữ nguyên, không đổi chính tả theo chinh-ta",
    ),
    word("bat_dau", &[Words, Words], 2, &BOOL, "{{#if (bat_dau this \"TM.\")}}", "bắt đầu bằng"),
    word("ngay", &[Words], 1, &TEXT, "{{ngay \"2024-02-05\"}}", "ngày 05 tháng 02 năm 2024"),
    word(
        "dem",
        &[Counted],
        1,
        &TEXT,
        "{{dem y_kien}}",
        "số đếm trong câu: 05, 12, 3.321; nhận số hoặc danh sách",
    ),
    word("la_ma", &[Number], 1, &TEXT, "{{la_ma stt}}", "số La Mã"),
    word("diem", &[Number], 1, &TEXT, "{{diem stt}})", "chữ của điểm: a, b, c, d, đ, e, g …"),
    word(
        "dem_tiep",
        &[Key],
        1,
        &NUMBER,
        "{{la_ma (dem_tiep \"muc\")}}",
        "số kế tiếp của một dãy tự đặt tên, bắt đầu từ 1",
    ),
    word(
        "phu_luc",
        &[Key],
        1,
        &TEXT,
        "{{phu_luc \"chi-tieu\"}}",
        "Phụ lục I, II … theo lần nhắc đầu tiên; chỉ có một thì là Phụ lục",
    ),
    word("eq", &[Anything, Anything], 2, &BOOL, "{{#if (eq a b)}}", "bằng nhau"),
    word("ne", &[Anything, Anything], 2, &BOOL, "{{#if (ne a b)}}", "khác nhau"),
    word("gt", &[Number, Number], 2, &BOOL, "{{#if (gt a 1)}}", "lớn hơn"),
    word("gte", &[Number, Number], 2, &BOOL, "{{#if (gte a 1)}}", "lớn hơn hoặc bằng"),
    word("lt", &[Number, Number], 2, &BOOL, "{{#if (lt a 1)}}", "nhỏ hơn"),
    word("lte", &[Number, Number], 2, &BOOL, "{{#if (lte a 1)}}", "nhỏ hơn hoặc bằng"),
    word("and", &[Anything; 8], 2, &BOOL, "{{#if (and a b)}}", "và (2 đến 8 điều kiện)"),
    word("or", &[Anything; 8], 2, &BOOL, "{{#if (or a b)}}", "hoặc (2 đến 8 điều kiện)"),
    word("not", &[Anything], 1, &BOOL, "{{#if (not a)}}", "không"),
    word(
        "lookup",
        &[Anything, Anything],
        2,
        &ANY,
        "{{lookup cot 0}}",
        "phần tử của danh sách theo số thứ tự từ 0, của nhóm theo tên",
    ),
];

/// Blocks: `{{#if …}} … {{/if}}`.
pub(super) const BLOCKS: [&str; 4] = ["if", "unless", "each", "with"];

/// Local names inside `{{#each}}`.
pub(super) const LOCALS: [&str; 4] = ["index", "first", "last", "key"];

/// The word of this name.
pub(super) fn find(name: &str) -> Option<&'static Word> {
    WORDS.iter().find(|word| word.name == name)
}
