//! The stylesheet of the page, for screen and print.

/// Colours are never the only sign: every severity is also a word.
pub(super) const STYLE: &str = r#"
:root { color-scheme: light }
* { box-sizing: border-box }
body { font-family: "Times New Roman", "Liberation Serif", Tinos, serif; font-size: 16px; line-height: 1.35; color: #1a1a1a; background: #fff; max-width: 1120px; margin: 0 auto; padding: 16px 24px }
header { border-bottom: 2px solid #7f1d1d; margin-bottom: 12px }
h1 { font-size: 24px; margin: 4px 0; text-wrap: balance }
h2 { font-size: 19px; margin: 28px 0 8px; border-bottom: 1px solid #999; padding-bottom: 2px }
h3 { font-size: 17px; margin: 18px 0 6px }
p { margin: 4px 0 }
.co-quan { font-weight: bold }
.phu { color: #333 }
nav ol { margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 20px; list-style-position: inside }
a { color: #1d4ed8 }
table { border-collapse: collapse; width: 100%; margin: 6px 0; font-size: 15px }
th, td { border: 1px solid #999; padding: 3px 6px; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { overflow-wrap: normal }
thead th { background: #eee; text-align: center }
td.giua { text-align: center; overflow-wrap: normal }
td.so { text-align: right; white-space: nowrap; overflow-wrap: normal }
td.o { font-weight: bold }
ul { margin: 0; padding-left: 18px }
table.tien-do { max-width: 760px }
table.tien-do th { width: 300px; font-weight: normal; background: none }
table.tien-do td.so { width: 130px }
td.thanh { vertical-align: middle }
.khung { border: 1px solid #555; height: 14px; background: #fff }
.day { height: 100%; background: #3b6ea5; print-color-adjust: exact; -webkit-print-color-adjust: exact }
.loi { color: #9c0006; font-weight: bold }
.canh-bao { color: #7f6000; font-weight: bold }
.ghi-chu { color: #444 }
td.loi { background: #ffe1e1 }
td.canh-bao { background: #fff3cd }
.thieu { color: #9c0006 }
.chi-tiet { color: #333; font-size: 14px }
.khong-co { font-style: italic }
table.noi-dung { table-layout: fixed }
table.noi-dung th:nth-child(1) { width: 96px }
table.noi-dung th:nth-child(2) { width: 210px }
table.noi-dung th:nth-child(4) { width: 270px }
table.ban-nop th:nth-child(2) { width: 27% }
table.ban-nop th:nth-child(3) { width: 25% }
table.ban-nop th:nth-child(n+7) { font-size: 13px }
@media screen and (max-width: 800px) {
  body { padding: 8px 10px }
  table { display: block; overflow-x: auto }
  td, th { min-width: 4.5em }
  td:nth-child(2), td:nth-child(3) { min-width: 11em }
  table.ban-nop th:first-child, table.ban-nop td:first-child { min-width: 2.5em }
  table.tien-do { display: table }
  table.tien-do th { width: 48% }
  table.tien-do td, table.tien-do td.so { min-width: 0 }
  table.tien-do td.so { width: 7.5em }
}
footer { margin-top: 28px; border-top: 1px solid #999; color: #555; font-size: 13px }
@page { size: A4 portrait; margin: 15mm 12mm 15mm 20mm }
@media print {
  body { font-size: 11pt; max-width: none; padding: 0; margin: 0 }
  table { font-size: 10pt; width: calc(100% - 1px) }
  h2, h3 { break-after: avoid; padding-top: 4px }
  tr, li { break-inside: avoid }
  table.noi-dung tr { break-inside: auto }
  td, li { orphans: 4; widows: 4 }
  table + .phu { break-before: avoid }
  table.ban-nop { font-size: 9.5pt }
  table.ban-nop th, table.ban-nop td { padding: 2px 3px }
  table.ban-nop th:nth-child(2) { width: 26% }
  table.ban-nop th:nth-child(3) { width: 24% }
  table.ban-nop th:nth-child(6) { width: 14% }
  table.ban-nop th:nth-child(n+7) { font-size: 8pt }
  thead { display: table-header-group }
  nav { display: none }
  a { color: inherit; text-decoration: none }
  table.noi-dung th:nth-child(1) { width: 19mm }
  table.noi-dung th:nth-child(2) { width: 38mm }
  table.noi-dung th:nth-child(4) { width: 48mm }
}
"#;
