//! A partial as a call that copies no data: handlebars' own would clone everything for each one.

use handlebars::template::{Parameter, Template, TemplateElement};
use handlebars::{
    BlockContext, BlockParamHolder, Context, Handlebars, Helper, HelperDef, HelperResult, Output, Path,
    RenderContext, RenderErrorReason, Renderable,
};

use super::check::place_of;
use super::vocabulary;

/// The word that partial calls are turned into; no template can write it, because the check does not know it.
pub(super) const CALL: &str = "goi-mau";

/// Turns partials into calls, and bare names that are also words (`{{ten}}`) into paths (`{{./ten}}`).
pub(super) fn prepare(template: &mut Template) {
    for element in &mut template.elements {
        match element {
            TemplateElement::PartialExpression(partial) => {
                let name = partial.name.as_name().map(place_of).unwrap_or_default();
                if let Some(mut call) = blank_call() {
                    if let TemplateElement::Expression(helper) = &mut call {
                        helper.params = vec![Parameter::Literal(name.into())];
                        helper.params.append(&mut partial.params);
                        helper.hash = std::mem::take(&mut partial.hash);
                    }
                    *element = call;
                }
            }
            TemplateElement::Expression(helper) if helper.params.is_empty() && helper.hash.is_empty() => {
                let word = helper.name.as_name().filter(|name| vocabulary::find(name).is_some());
                if let Some(path) = word.and_then(|name| Path::parse(&format!("./{name}")).ok()) {
                    helper.name = Parameter::Path(path);
                }
            }
            TemplateElement::HelperBlock(block) => {
                block.template.iter_mut().chain(&mut block.inverse).for_each(prepare);
            }
            _ => {}
        }
    }
}

/// handlebars lets no one build a call by hand, so one is parsed.
fn blank_call() -> Option<TemplateElement> {
    Template::compile(&format!("{{{{{CALL} 0}}}}")).ok()?.elements.pop()
}

/// Renders another template in the present context (or the one given), with further names.
pub(super) struct Call;

impl HelperDef for Call {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = helper.param(0).and_then(|name| name.value().as_str()).unwrap_or("");
        let template = registry
            .get_template(name)
            .ok_or_else(|| RenderErrorReason::PartialNotFound(name.to_string()))?;
        let block = inner_block(helper, render);
        render.push_block(block);
        let result = template.render(registry, context, render, out);
        render.pop_block();
        result
    }
}

fn inner_block<'rc>(helper: &Helper<'rc>, render: &RenderContext<'_, 'rc>) -> BlockContext<'rc> {
    let mut block = BlockContext::new();
    let around = render.block();
    match (helper.param(1), around) {
        (Some(given), _) => match given.context_path() {
            Some(path) => block.base_path_mut().clone_from(path),
            None => block.set_base_value(given.value().clone()),
        },
        (None, Some(around)) => {
            block.base_path_mut().clone_from(around.base_path());
            if let Some(value) = around.base_value() {
                block.set_base_value(value.clone());
            }
        }
        (None, None) => {}
    }
    if let Some(around) = around {
        block.local_variables_mut().clone_from(around.local_variables());
    }
    for (name, value) in helper.hash() {
        block.set_block_param(name, BlockParamHolder::value(value.value().clone()));
    }
    block
}
