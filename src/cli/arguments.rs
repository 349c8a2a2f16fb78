//! The arguments as clap knows them, and their translation into a `Request`.

use std::ffi::OsString;
use std::num::NonZero;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::{ColorChoice, Command, FailOn, Format, Request};

/// The version and, in a release, the commit that it was built from (`build.rs`).
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), env!("TONGHOP_COMMIT"));

const HELP: &str = "\
{about}

Cách dùng: {usage}

{all-args}

Mã thoát: 0 không có lỗi; 1 có lỗi trong biểu nộp (từ mức --fail-on trở lên); 2 sai cách dùng, sai cấu hình \
hoặc không đọc, ghi được tệp.
";

/// Reads the command line.
///
/// # Errors
/// What clap has to say (also for --help and --version), ready to print, with its exit code.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, (String, i32)> {
    match Cli::try_parse_from(arguments) {
        Ok(cli) => Ok(cli.request()),
        Err(error) => Err((in_vietnamese(&error), error.exit_code())),
    }
}

/// clap's own sentences are English; the frame of them is translated, the words of the user stay.
fn in_vietnamese(error: &clap::Error) -> String {
    if !error.use_stderr() {
        return error.to_string();
    }
    let words = [
        ("error: ", "lỗi: "),
        ("unrecognized subcommand", "không có lệnh"),
        ("unexpected argument", "tham số không có trong lệnh:"),
        (" found", ""),
        ("invalid value", "giá trị không hợp lệ"),
        (" for ", " cho "),
        ("the following required arguments were not provided:", "thiếu tham số bắt buộc:"),
        ("a value is required cho", "cần một giá trị cho"),
        (" but none was supplied", " nhưng chưa có"),
        ("[possible values: ", "[giá trị được dùng: "),
        ("a similar subcommand exists:", "có phải lệnh:"),
        ("a similar argument exists:", "có phải tham số:"),
        ("some similar subcommands exist:", "có phải một trong các lệnh:"),
        ("tip: ", "gợi ý: "),
        ("Usage: ", "Cách dùng: "),
        ("For more information, try", "Xem thêm:"),
        ("[OPTIONS]", "[TÙY CHỌN]"),
    ];
    words.iter().fold(error.to_string(), |text, (english, vietnamese)| text.replace(english, vietnamese))
}

/// Tổng hợp kế hoạch phát triển kinh tế - xã hội từ biểu nộp của các đơn vị: kiểm tra, gộp, in văn bản
/// theo Nghị định 30/2020/NĐ-CP và lập bảng tổng hợp.
#[derive(Debug, Parser)]
#[command(name = "tonghop", version = VERSION, help_template = HELP, disable_help_subcommand = true)]
#[command(disable_help_flag = true, disable_version_flag = true)]
#[command(subcommand_value_name = "LỆNH", subcommand_help_heading = "Lệnh")]
pub(super) struct Cli {
    #[command(subcommand)]
    command: Option<Verb>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
struct Common {
    /// Dạng kết quả trên màn hình
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "human",
        value_name = "DẠNG",
        hide_possible_values = false
    )]
    format: FormatArg,
    /// Màu chữ trên màn hình (biến NO_COLOR cũng tắt màu)
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "KHI")]
    color: ColorArg,
    /// Mức phát hiện làm mã thoát bằng 1
    #[arg(long, global = true, value_enum, default_value = "error", value_name = "MỨC")]
    fail_on: FailOnArg,
    /// Chỉ in điều cần thiết
    #[arg(short, long, global = true)]
    quiet: bool,
    /// In cả các ghi chú
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Không hiện tiến độ
    #[arg(long, global = true)]
    no_progress: bool,
    /// Số luồng xử lý; mặc định bằng số nhân của máy
    #[arg(short, long, global = true, value_name = "SỐ", value_parser = threads)]
    jobs: Option<NonZero<usize>>,
    /// Ngày lập ghi trong kết quả (YYYY-MM-DD); mặc định là hôm nay
    #[arg(long, global = true, value_name = "NGÀY", value_parser = date)]
    as_of: Option<NaiveDate>,
    /// Thư mục chứa các kế hoạch
    #[arg(long, global = true, default_value = "input", value_name = "THƯ MỤC")]
    input: PathBuf,
    /// In hướng dẫn
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// In phiên bản
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Đọc, kiểm tra, tổng hợp và in tất cả văn bản (lệnh mặc định)
    Build {
        /// Kế hoạch cần lập (thư mục hoặc tên); bỏ trống: tất cả
        #[arg(value_name = "KẾ HOẠCH")]
        plans: Vec<String>,
        /// Thư mục kết quả
        #[arg(short, long, default_value = "output", value_name = "THƯ MỤC")]
        output: PathBuf,
        /// Lập bản chính thức; từ chối nếu còn lỗi, mâu thuẫn hoặc thiếu số liệu
        #[arg(long = "final")]
        is_final: bool,
        /// Chỉ lập các văn bản có tên này (cách nhau bằng dấu phẩy)
        #[arg(long, value_delimiter = ',', value_name = "TÊN")]
        only: Vec<String>,
    },
    /// Đọc và kiểm tra, không ghi gì
    Check {
        /// Kế hoạch cần kiểm tra; bỏ trống: tất cả
        #[arg(value_name = "KẾ HOẠCH")]
        plans: Vec<String>,
        /// Thư mục kết quả, nơi lưu các lần dự thảo trước
        #[arg(short, long, default_value = "output", value_name = "THƯ MỤC")]
        output: PathBuf,
    },
    /// Những thay đổi giữa hai lần dự thảo: cũ, mới, tốt hơn hay kém hơn, ai đề nghị, vì sao
    Diff {
        /// Kế hoạch
        #[arg(value_name = "KẾ HOẠCH")]
        plan: String,
        /// Bản trước: lan-1, lan-2 …; bỏ trống: lần dự thảo liền trước
        #[arg(long, value_name = "BẢN")]
        from: Option<String>,
        /// Bản sau: lan-1, lan-2 …, chinh-thuc, hien-tai; bỏ trống: hien-tai
        #[arg(long, value_name = "BẢN")]
        to: Option<String>,
        /// Thư mục kết quả, nơi lưu các lần dự thảo trước
        #[arg(short, long, default_value = "output", value_name = "THƯ MỤC")]
        output: PathBuf,
    },
    /// Đơn vị nào đã nộp, nộp muộn, chưa nộp
    Status {
        /// Kế hoạch; bỏ trống: tất cả
        #[arg(value_name = "KẾ HOẠCH")]
        plan: Option<String>,
        /// Thư mục kết quả, để biết lần lập gần nhất
        #[arg(short, long, default_value = "output", value_name = "THƯ MỤC")]
        output: PathBuf,
    },
    /// Từ một số liệu đã in về tệp, sheet, ô đã nộp; hoặc (--impact) những gì phụ thuộc vào nó
    Trace {
        /// Kế hoạch (bỏ qua: mọi kế hoạch)
        #[arg(value_name = "KẾ HOẠCH")]
        plan: String,
        /// Mã chỉ tiêu, nhiệm vụ (NV…) hoặc ý kiến (YK…)
        #[arg(value_name = "MÃ")]
        code: Option<String>,
        /// Liệt kê mọi số liệu, câu, bảng, biểu đồ phụ thuộc vào chỉ tiêu
        #[arg(long)]
        impact: bool,
    },
    /// Xem chương trình đọc được gì trong một bảng tính bất kỳ
    Inspect {
        /// Các tệp cần xem
        #[arg(value_name = "TỆP", required = true)]
        files: Vec<PathBuf>,
    },
    /// Soát thể thức một tệp PDF theo Nghị định 30/2020/NĐ-CP
    Audit {
        /// Các tệp PDF cần soát
        #[arg(value_name = "TỆP", required = true)]
        files: Vec<PathBuf>,
    },
    /// Lập biểu mẫu điền sẵn cho từng đơn vị
    Forms {
        /// Kế hoạch
        #[arg(value_name = "KẾ HOẠCH")]
        plan: String,
        /// Thư mục kết quả; mặc định: bieu-mau/<kế hoạch>
        #[arg(short, long, value_name = "THƯ MỤC")]
        output: Option<PathBuf>,
    },
    /// Lập thư mục kế hoạch mới, hoặc kế hoạch năm sau từ kế hoạch năm trước
    Init {
        /// Thư mục cần lập
        #[arg(value_name = "THƯ MỤC")]
        folder: PathBuf,
        /// Năm kế hoạch
        #[arg(long, value_name = "NĂM", value_parser = year)]
        year: Option<i32>,
        /// Kế hoạch năm trước
        #[arg(long, value_name = "KẾ HOẠCH")]
        from: Option<String>,
        /// Loại cơ quan và thời kỳ: xa, phuong, tinh (từ 1/7/2025), huyen, thi-xa (trước 1/7/2025)
        #[arg(long, value_name = "LOẠI")]
        profile: Option<String>,
    },
    /// Tự lập lại khi tệp đầu vào thay đổi
    Watch {
        /// Kế hoạch
        #[arg(value_name = "KẾ HOẠCH")]
        plan: String,
        /// Thư mục kết quả
        #[arg(short, long, default_value = "output", value_name = "THƯ MỤC")]
        output: PathBuf,
    },
    /// In cấu hình chạy theo lịch cho systemd, cron hoặc Windows
    Schedule {
        /// Kế hoạch
        #[arg(value_name = "KẾ HOẠCH")]
        plan: String,
        /// Giờ chạy hằng ngày
        #[arg(long, default_value = "07:00", value_name = "GIỜ")]
        at: String,
        /// Hệ lập lịch: systemd, cron, windows
        #[arg(long = "for", value_name = "HỆ", value_parser = ["systemd", "cron", "windows"])]
        system: String,
        /// Thư mục kết quả
        #[arg(short, long, default_value = "output", value_name = "THƯ MỤC")]
        output: PathBuf,
    },
    /// In tệp gợi ý lệnh cho bash, zsh, fish, powershell
    Completions {
        /// Loại shell
        #[arg(value_name = "SHELL", value_parser = ["bash", "zsh", "fish", "powershell"])]
        shell: String,
    },
    /// In trang hướng dẫn (man)
    Man,
    /// Giải thích một mã phát hiện, ví dụ TH0301; bỏ trống: liệt kê tất cả
    Explain {
        /// Mã phát hiện
        #[arg(value_name = "MÃ")]
        code: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArg {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ColorArg {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOnArg {
    Error,
    Warning,
}

fn date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| "ngày phải có dạng YYYY-MM-DD, ví dụ 2023-09-25".to_owned())
}

fn year(text: &str) -> Result<i32, String> {
    text.parse().map_err(|_| "năm là một số, ví dụ 2026".to_owned())
}

fn threads(text: &str) -> Result<NonZero<usize>, String> {
    text.parse().map_err(|_| "phải là số nguyên từ 1 trở lên".to_owned())
}

impl Cli {
    fn request(self) -> Request {
        let common = self.common;
        Request {
            command: self.command.map_or_else(build_everything, Verb::command),
            format: match common.format {
                FormatArg::Human => Format::Human,
                FormatArg::Json => Format::Json,
            },
            color: match common.color {
                ColorArg::Auto => ColorChoice::Auto,
                ColorArg::Always => ColorChoice::Always,
                ColorArg::Never => ColorChoice::Never,
            },
            fail_on: match common.fail_on {
                FailOnArg::Error => FailOn::Error,
                FailOnArg::Warning => FailOn::Warning,
            },
            quiet: common.quiet,
            verbose: common.verbose,
            no_progress: common.no_progress,
            jobs: common.jobs,
            as_of: common.as_of,
            input: common.input,
        }
    }
}

fn build_everything() -> Command {
    Command::Build { plans: vec![], output: "output".into(), is_final: false, only: vec![] }
}

impl Verb {
    fn command(self) -> Command {
        match self {
            Verb::Build { plans, output, is_final, only } => Command::Build { plans, output, is_final, only },
            Verb::Check { plans, output } => Command::Check { plans, output },
            Verb::Diff { plan, from, to, output } => Command::Diff { plan, from, to, output },
            Verb::Status { plan, output } => Command::Status { plan, output },
            Verb::Trace { plan, code: Some(code), impact } => {
                Command::Trace { plan: Some(plan), code, impact }
            }
            // One word alone is the code.
            Verb::Trace { plan: code, code: None, impact } => Command::Trace { plan: None, code, impact },
            Verb::Explain { code } => Command::Explain { code },
            Verb::Inspect { files } => Command::Inspect { files },
            Verb::Audit { files } => Command::Audit { files },
            Verb::Forms { plan, output } => Command::Forms { plan, output },
            Verb::Init { folder, year, from, profile } => Command::Init { folder, year, from, profile },
            Verb::Watch { plan, output } => Command::Watch { plan, output },
            Verb::Schedule { plan, at, system, output } => Command::Schedule { plan, at, system, output },
            Verb::Completions { shell } => Command::Completions { shell },
            Verb::Man => Command::Man,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::cli::{Command, Format};

    fn words(text: &str) -> Vec<std::ffi::OsString> {
        text.split_whitespace().map(Into::into).collect()
    }

    #[test]
    fn alone_it_builds_everything() {
        let request = parse(words("tonghop")).unwrap();
        assert!(matches!(request.command, Command::Build { ref plans, .. } if plans.is_empty()));
    }

    #[test]
    fn flags_work_after_the_command() {
        let request = parse(words("tonghop check a b --format json --as-of 2023-09-25")).unwrap();
        assert_eq!(request.format, Format::Json);
        assert_eq!(request.as_of.unwrap().to_string(), "2023-09-25");
        let plans = vec!["a".into(), "b".into()];
        assert_eq!(request.command, Command::Check { plans, output: "output".into() });
    }

    #[test]
    fn misuse_is_exit_two_in_vietnamese() {
        let (text, code) = parse(words("tonghop biuld")).unwrap_err();
        assert_eq!(code, 2);
        assert!(text.starts_with("lỗi: không có lệnh"), "{text}");
        assert_eq!(parse(words("tonghop check --as-of 25/9")).unwrap_err().1, 2);
    }
}
