//! Coordinates: the six numbers that turn a point of text or form space into a point of the sheet.

/// `[a b c d e f]` of ISO 32000-1, 8.3.3.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this one, then the other.
    pub fn then(self, other: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, other.0);
        Matrix([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    pub fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How much an upright length grows.
    pub fn upright(self) -> f64 {
        self.0[2].hypot(self.0[3])
    }

    /// Does a level line stay level, and run to the right?
    pub fn level(self) -> bool {
        self.0[0] > 0.0 && self.0[1].abs() <= self.0[0] * 0.01
    }

    /// Is every number usable?
    pub fn sound(self) -> bool {
        self.0.iter().all(|number| number.is_finite() && number.abs() < 1e9)
    }
}

#[cfg(test)]
mod tests {
    use super::Matrix;

    #[test]
    fn one_after_the_other() {
        let double = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        assert_eq!(Matrix::shift(1.0, 2.0).then(double).point(0.0, 0.0), (2.0, 4.0));
        assert_eq!(double.then(Matrix::shift(1.0, 2.0)).point(1.0, 1.0), (3.0, 4.0));
        assert_eq!(double.upright(), 2.0);
        assert!(double.level() && !Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]).level());
    }
}
