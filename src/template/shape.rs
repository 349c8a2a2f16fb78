//! The data contract as a tree of names: what a template may ask for, and what it will find there.

/// What stands under a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Text,
    Number,
    /// Only for conditions: printing it is a fault.
    Bool,
    List(Box<Shape>),
    Object(Vec<Field>),
    /// Made by a word of the language; nothing more is known before it is run.
    Any,
}

/// One name of an object, with its meaning for the manual.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub name: String,
    pub meaning: &'static str,
    pub shape: Shape,
}

pub(super) static TEXT: Shape = Shape::Text;
pub(super) static NUMBER: Shape = Shape::Number;
pub(super) static BOOL: Shape = Shape::Bool;
pub(super) static ANY: Shape = Shape::Any;

impl Shape {
    /// The shape under a name of an object.
    pub(super) fn field(&self, name: &str) -> Option<&Shape> {
        match self {
            Shape::Object(fields) => fields.iter().find(|field| field.name == name).map(|field| &field.shape),
            _ => None,
        }
    }

    /// The shape under a name of an object, to be changed.
    pub(super) fn field_mut(&mut self, name: &str) -> Option<&mut Shape> {
        match self {
            Shape::Object(fields) => {
                fields.iter_mut().find(|field| field.name == name).map(|field| &mut field.shape)
            }
            _ => None,
        }
    }

    /// Names of an object.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let fields = match self {
            Shape::Object(fields) => fields.as_slice(),
            _ => &[],
        };
        fields.iter().map(|field| field.name.as_str())
    }

    /// An object with these names, all of one shape.
    pub(super) fn map<'a>(names: impl IntoIterator<Item = &'a str>, shape: &Shape) -> Shape {
        let field = |name: &str| Field { name: name.to_string(), meaning: "", shape: shape.clone() };
        Shape::Object(names.into_iter().map(field).collect())
    }

    /// The kind in words, for messages.
    pub(super) fn vietnamese(&self) -> &'static str {
        match self {
            Shape::Text => "chữ",
            Shape::Number => "số",
            Shape::Bool => "giá trị đúng/sai",
            Shape::List(_) => "danh sách",
            Shape::Object(_) => "nhóm dữ liệu",
            Shape::Any => "giá trị",
        }
    }
}

/// A type that knows the names it is printed under.
pub(super) trait Shaped {
    fn shape() -> Shape;
}

impl Shaped for std::borrow::Cow<'_, str> {
    fn shape() -> Shape {
        Shape::Text
    }
}

impl Shaped for bool {
    fn shape() -> Shape {
        Shape::Bool
    }
}

impl Shaped for usize {
    fn shape() -> Shape {
        Shape::Number
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

/// Free names: an empty object until the plan says which there are.
impl<T> Shaped for std::collections::BTreeMap<String, T> {
    fn shape() -> Shape {
        Shape::Object(Vec::new())
    }
}

/// Declares structs whose names, meanings and kinds are the contract itself, so that the two cannot part.
macro_rules! view {
    ($life:lifetime; $($(#[$meta:meta])* $name:ident { $($field:ident : $type:ty = $meaning:literal,)* })*) => { $(

        $(#[$meta])*
        #[derive(Debug, Clone, Default, serde::Serialize)]
        pub(super) struct $name<$life> { $(#[doc = $meaning] pub $field: $type,)* #[serde(skip)] pub(super) borrowed: std::marker::PhantomData<&$life ()> }

        impl<$life> crate::template::shape::Shaped for $name<$life> {
            fn shape() -> crate::template::shape::Shape {
                crate::template::shape::Shape::Object(vec![$(crate::template::shape::Field {
                    name: stringify!($field).to_string(),
                    meaning: $meaning,
                    shape: <$type as crate::template::shape::Shaped>::shape(),
                }),*])
            }
        }
    )* };
}
pub(super) use view;
