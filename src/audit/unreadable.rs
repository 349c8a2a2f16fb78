//! Why a file cannot be audited at all.

use std::fmt;

/// One clear sentence each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    NotPdf,
    Damaged,
    Locked,
    TooLarge,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unreadable::NotPdf => "tệp không phải là PDF",
            Unreadable::Damaged => "tệp PDF bị hỏng hoặc bị cắt cụt, không đọc được",
            Unreadable::Locked => "tệp PDF có mật khẩu; bỏ mật khẩu rồi soát lại",
            Unreadable::TooLarge => "tệp PDF lớn bất thường (hoặc nén bất thường), không đọc",
        })
    }
}

impl std::error::Error for Unreadable {}
