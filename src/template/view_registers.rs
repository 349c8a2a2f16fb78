//! The names under which the registers are printed: figures that differ, figures replaced, waivers, consent.

use super::shape::view;
use super::view::Text;

view! { 'a;
    /// One indicator and column, several figures.
    Conflict {
        stt: usize = "số thứ tự",
        ma: Text<'a> = "mã chỉ tiêu",
        ten: Text<'a> = "tên chỉ tiêu",
        cot: Text<'a> = "cột",
        chon: Text<'a> = "số đang dùng",
        quy_tac: Text<'a> = "quy tắc chọn, kèm người quyết định",
        quy_tac_chon: Text<'a> = "riêng quy tắc chọn",
        da_quyet_dinh: bool = "đã có quyết định",
        nguoi: Text<'a> = "người quyết định",
        ngay: Text<'a> = "ngày quyết định, dd/mm/yyyy, có thể trống",
        ly_do: Text<'a> = "lý do quyết định, có thể trống",
        cac_so: Vec<Rival<'a>> = "số của từng đơn vị",
    }

    /// One of the differing figures.
    Rival {
        don_vi: Text<'a> = "đơn vị",
        so: Text<'a> = "số liệu",
        noi: Text<'a> = "tệp, sheet và ô",
        lan: Text<'a> = "lần nộp",
        duoc_chon: bool = "là số đang dùng (hoặc được cộng vào số đang dùng)",
        chenh_lech: Text<'a> = "chênh lệch so với số đang dùng; trống: không có hoặc không tính được",
    }

    /// A later submission of a department that replaced figures of an earlier one.
    Replacement {
        stt: usize = "số thứ tự",
        don_vi: Text<'a> = "tên đơn vị",
        lan_cu: Text<'a> = "lần nộp bị thay",
        tep_cu: Text<'a> = "tệp bị thay",
        lan_moi: Text<'a> = "lần nộp thay",
        tep_moi: Text<'a> = "tệp thay",
        so_so_lieu: usize = "số lượng số liệu được thay",
        so_chi_tieu: usize = "các số ấy thuộc bao nhiêu chỉ tiêu",
        khac: Vec<Replaced<'a>> = "những số liệu đổi khác",
        ly_do: Text<'a> = "nội dung thay đổi mà đơn vị ghi ở bản thay, có thể trống",
    }

    /// A figure that is not as the department first sent it.
    Replaced {
        ma: Text<'a> = "mã chỉ tiêu",
        ten: Text<'a> = "tên chỉ tiêu",
        cot: Text<'a> = "cột",
        cu: Text<'a> = "số cũ, kèm đơn vị tính",
        moi: Text<'a> = "số mới, kèm đơn vị tính",
    }

    /// A finding that the office accepts.
    Exemption {
        stt: usize = "số thứ tự",
        ma: Text<'a> = "mã phát hiện: TH0301",
        don_vi: Text<'a> = "tên đơn vị, có thể trống",
        noi: Text<'a> = "tệp, sheet và ô",
        noi_dung: Text<'a> = "nội dung phát hiện",
        nguoi: Text<'a> = "người quyết định",
        ngay: Text<'a> = "ngày quyết định, dd/mm/yyyy, có thể trống",
        ly_do: Text<'a> = "lý do, có thể trống",
    }

    /// A department that sent its report and has no other opinion.
    Consent {
        don_vi: Text<'a> = "tên đơn vị",
        ngay: Text<'a> = "ngày gửi của bản sau cùng, dd/mm/yyyy, có thể trống",
        bang_loi: bool = "có ghi ý kiến thống nhất; nếu không: không có ý kiến",
    }
}
