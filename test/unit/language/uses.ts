import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import ts from 'typescript';
import { keyOf, withTexts } from '../../../nodes/shared/language/translate';
import { credentialClasses, nodeClasses } from '../../../scripts/storedNames';

const root = join(__dirname, '..', '..', '..');

/** A text that the package shows, and the field whose own entry counts first. */
export interface Use {
	text: string;
	field?: string;
	/** What the text is in a description: `hint`; `t` for a sentence of the code. */
	key: string;
	where: string;
}

/** Every node and credential as n8n sees it. */
export const descriptions = [...nodeClasses, ...credentialClasses].map((Class) => {
	const made: object = new Class();
	return 'description' in made ? (made.description as typeof made) : { ...made };
});

/** The texts of the panels, of both versions of the OFD node. */
export function panelUses(): Use[] {
	const uses: Use[] = [];
	for (const description of descriptions) {
		const where = (description as { name?: string }).name ?? '';
		withTexts(description, (text, field, key) => {
			uses.push({ text, field, key, where });
			return text;
		});
	}
	return uses;
}

function sources(folder: string): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = `${folder}/${entry.name}`;
		if (entry.isDirectory()) return path === 'nodes/shared/language' ? [] : sources(path);
		return entry.name.endsWith('.ts') ? [path] : [];
	});
}

const partsOf = ({ head, templateSpans }: ts.TemplateExpression): string[] => [
	head.text,
	...templateSpans.map(({ literal }) => literal.text),
];

const textsOf = ({ template }: ts.TaggedTemplateExpression): string[] =>
	ts.isNoSubstitutionTemplateLiteral(template) ? [template.text] : partsOf(template);

/** The sentences of the code, and the labels that it names in them. */
export function sentenceUses(): Use[] {
	const uses: Use[] = [];
	for (const where of [...sources('nodes'), ...sources('credentials')]) {
		const text = readFileSync(join(root, where), 'utf8');
		if (!text.includes('t`') && !text.includes('label(')) continue;
		const visit = (node: ts.Node): void => {
			if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 't') {
				uses.push({ text: keyOf(textsOf(node)), key: 't', where });
			} else if (ts.isCallExpression(node) && node.expression.getText() === 'label') {
				const [label, field] = node.arguments.map((one) => (ts.isStringLiteral(one) ? one.text : undefined));
				if (label !== undefined) uses.push({ text: label, field, key: 't', where });
			}
			ts.forEachChild(node, visit);
		};
		visit(ts.createSourceFile(where, text, ts.ScriptTarget.Latest, true));
	}
	return uses;
}

const CREATORS =
	/(?:^|\.)(?:(?:User|Operational|Gost|Xml)Error|SignIn\w+|unsupported|damaged|refusal|refuse)$/;

/** The words of errors that are written without the tag `t`. Nobody but a programmer reads of a bad argument. */
export function untranslatedErrors(): string[] {
	const found: string[] = [];
	for (const where of [...sources('nodes'), ...sources('credentials')]) {
		const text = readFileSync(join(root, where), 'utf8');
		const visit = (node: ts.Node): void => {
			ts.forEachChild(node, visit);
			if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
			const [first, ...rest] = [...(node.arguments ?? [])];
			if (!first || !CREATORS.test(node.expression.getText())) return;
			const isCode = ts.isStringLiteral(first) && /GostError$/.test(node.expression.getText());
			if (isCode && first.text === 'bad-argument') return;
			for (const one of isCode ? rest : [first, ...rest]) {
				const words = ts.isStringLiteralLike(one)
					? [one.text]
					: ts.isTemplateExpression(one)
						? partsOf(one)
						: [];
				if (/[a-z]/i.test(words.join(' '))) found.push(`${where}: ${one.getText()}`);
			}
		};
		visit(ts.createSourceFile(where, text, ts.ScriptTarget.Latest, true));
	}
	return found;
}
