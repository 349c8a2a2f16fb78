//! The components of an official document, by the cell of the Decree's layout diagram.

/// A component (thành phần thể thức).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Quốc hiệu, or the Party's heading.
    Heading,
    Motto,
    Superior,
    Organ,
    Number,
    PlaceDate,
    Kind,
    Subject,
    LetterSubject,
    Addressee,
    Basis,
    Body,
    Signer,
    SignerName,
    RecipientsHead,
    Recipients,
    AnnexNumber,
    AnnexName,
    AnnexNote,
    /// Address, e-mail, telephone at the foot of page 1.
    Contact,
    PageNumber,
}

impl Part {
    /// In the order in which they stand.
    pub const ALL: [Part; 21] = [
        Part::Heading,
        Part::Motto,
        Part::Superior,
        Part::Organ,
        Part::Number,
        Part::PlaceDate,
        Part::Kind,
        Part::Subject,
        Part::LetterSubject,
        Part::Addressee,
        Part::Basis,
        Part::Body,
        Part::Signer,
        Part::SignerName,
        Part::RecipientsHead,
        Part::Recipients,
        Part::AnnexNumber,
        Part::AnnexName,
        Part::AnnexNote,
        Part::Contact,
        Part::PageNumber,
    ];

    pub fn vietnamese(self) -> &'static str {
        match self {
            Part::Heading => "Quốc hiệu (tiêu đề)",
            Part::Motto => "Tiêu ngữ",
            Part::Superior => "Tên cơ quan chủ quản trực tiếp",
            Part::Organ => "Tên cơ quan ban hành văn bản",
            Part::Number => "Số, ký hiệu",
            Part::PlaceDate => "Địa danh, thời gian ban hành",
            Part::Kind => "Tên loại văn bản",
            Part::Subject => "Trích yếu nội dung",
            Part::LetterSubject => "Trích yếu công văn (V/v)",
            Part::Addressee => "Kính gửi",
            Part::Basis => "Căn cứ ban hành",
            Part::Body => "Nội dung văn bản",
            Part::Signer => "Quyền hạn, chức vụ người ký",
            Part::SignerName => "Họ tên người ký",
            Part::RecipientsHead => "Từ “Nơi nhận”",
            Part::Recipients => "Danh sách nơi nhận",
            Part::AnnexNumber => "Số thứ tự phụ lục",
            Part::AnnexName => "Tên phụ lục",
            Part::AnnexNote => "Chỉ dẫn kèm theo của phụ lục",
            Part::Contact => "Địa chỉ, thư điện tử, điện thoại",
            Part::PageNumber => "Số trang",
        }
    }

    /// Components of one rank stand beside one another; a higher rank stands below.
    pub fn rank(self) -> usize {
        match self {
            Part::Heading | Part::Superior => 0,
            Part::Organ | Part::Motto => 1,
            Part::Number | Part::PlaceDate => 2,
            Part::LetterSubject | Part::Kind => 3,
            Part::Subject => 4,
            Part::Addressee => 5,
            Part::Basis => 6,
            Part::Body => 7,
            _ => 8,
        }
    }
}
