//! Step `settings`: tonghop.toml and danh-muc.xlsx as `Settings`.
