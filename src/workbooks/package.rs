//! The zip parts of every workbook that is handed out, for what no validator sees.
