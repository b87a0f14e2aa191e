import { createHash } from 'node:crypto';
import { layOut, type Link } from './layout';
import type { ExampleSource, NodeSource, Section, Value } from './model';
import { both, inLanguage, isBoth, type Both, type Language } from './texts';

/** A workflow as n8n imports it. */
export interface WorkflowFile {
	name: string;
	nodes: Array<Record<string, unknown> & { name: string; type: string; parameters: Record<string, unknown> }>;
	connections: Record<string, { main: Array<Array<{ node: string; type: 'main'; index: number }>> }>;
	settings: { executionOrder: 'v1'; timezone: string };
	pinData: Record<string, never>;
	meta: { templateCredsSetupCompleted: false };
}

const TIMEZONE = 'Europe/Moscow';

/** The names that n8n gives to new credentials: an example finds its own by them. */
const credentialNames: Record<string, Both> = {
	konturExternApi: both('Kontur.Extern account', 'Контур.Экстерн account'),
	konturCertificateApi: both('Kontur Certificate account', 'Контур: сертификат для подписи account'),
	konturOfdApi: both('Kontur.OFD account', 'Контур.ОФД account'),
};

function uuid(...parts: string[]): string {
	const hex = createHash('sha256').update(parts.join('\0')).digest('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}

function parseFlow(flow: readonly string[]): Link[] {
	return flow.flatMap((chain) => {
		const steps = chain.split(' > ').map((step) => {
			const [, name, number] = /^(.*?)(?: \[(\d)\])?$/.exec(step) ?? [];
			return { name, number: Number(number ?? 0) };
		});
		return steps.slice(1).map((to, index) => {
			const from = steps[index];
			const isLast = index === steps.length - 2;
			return { from: from.name, output: from.number, to: to.name, input: isLast ? to.number : 0 };
		});
	});
}

class Renderer {
	private readonly names = new Map<string, Both>();
	private readonly settings = new Map<string, Both>();
	private readonly links: Link[];

	constructor(
		private readonly source: ExampleSource,
		private readonly language: Language,
	) {
		for (const { name } of this.nodes()) {
			if (this.names.has(name.en)) throw new Error(`${source.file} has two nodes "${name.en}"`);
			this.names.set(name.en, name);
		}
		for (const { name } of source.sections.flatMap(({ lists = [] }) => lists))
			this.settings.set(name.en, name);
		this.links = parseFlow(source.flow);
	}

	private nodes(): NodeSource[] {
		return this.source.sections.flatMap(({ nodes }) => nodes);
	}

	private nameOf(english: string): string {
		const name = this.names.get(english);
		if (!name) throw new Error(`${this.source.file} has no node "${english}"`);
		return name[this.language];
	}

	private settingOf(english: string): string {
		const name = this.settings.get(english);
		if (!name) throw new Error(`${this.source.file} has no setting "${english}"`);
		return name[this.language];
	}

	/** Puts the names of nodes and settings of this language into a text that has the English ones. */
	private text(value: Both | string): string {
		return inLanguage(value, this.language)
			.replace(/\$\('Settings'\)\.first\(\)\.json\.(\w+)/g, (_, name: string) => {
				const setting = this.settingOf(name);
				const access = /^\w+$/.test(setting) ? `.${setting}` : `['${setting}']`;
				return `$('Settings').first().json${access}`;
			})
			.replace(/\$\('([^']+)'\)/g, (_, name: string) => `$('${this.nameOf(name)}')`)
			.replace(/\{\{setting (\w+)\}\}/g, (_, name: string) => this.settingOf(name))
			.replace(/\*\*([^*]+)\*\*/g, (bold: string, name: string) =>
				this.names.has(name) ? `**${this.nameOf(name)}**` : bold,
			);
	}

	private value(value: Value): unknown {
		if (typeof value === 'string' || isBoth(value)) return this.text(value);
		if (Array.isArray(value)) return value.map((each: Value) => this.value(each));
		if (typeof value === 'object' && value !== null) {
			return Object.fromEntries(
				Object.entries(value).map(([name, each]) => [name, this.value(each as Value)]),
			);
		}
		return value;
	}

	private noteOf({ text, lists }: Section): string {
		const list = (lists ?? []).map(({ name, about }) => `- **${name[this.language]}**: ${this.text(about)}`);
		// Credentials come first: the editor saves them with the next edit only.
		const intro = this.text(both('Then fill in **Settings**:', 'Затем заполните **Settings**:'));
		return [this.text(text), ...(list.length > 0 ? [`${intro}\n${list.join('\n')}`] : [])].join('\n\n');
	}

	private node(node: NodeSource, position: [number, number] | undefined): WorkflowFile['nodes'][number] {
		const { language } = this;
		const { file } = this.source;
		if (!position) throw new Error(`${file}: "${node.name.en}" has no place`);
		const credentials = node.credentials?.map(
			(type) => [type, { id: null, name: credentialNames[type][language] }] as const,
		);
		return {
			id: uuid(file, node.name.en),
			name: node.name[this.language],
			type: node.type,
			typeVersion: node.typeVersion,
			position,
			parameters: this.value(node.parameters) as Record<string, unknown>,
			...(credentials ? { credentials: Object.fromEntries(credentials) } : {}),
			...(node.hasWebhook ? { webhookId: uuid(file, node.name.en, 'webhook', language) } : {}),
			...(this.value(node.more ?? {}) as Record<string, unknown>),
		};
	}

	render(): WorkflowFile {
		const { source, language } = this;
		const texts = source.sections.map((section) => this.noteOf(section));
		const places = layOut(
			source.sections.map(({ nodes }, index) => ({
				text: texts[index],
				names: nodes.map(({ name }) => name.en),
			})),
			this.links,
		);
		const notes = source.sections.map(({ color }, index) => {
			const { x, y, width, height } = places[index].note;
			return {
				id: uuid(source.file, 'note', String(index)),
				name: `${language === 'ru' ? 'Заметка' : 'Note'} ${index + 1}`,
				type: 'n8n-nodes-base.stickyNote',
				typeVersion: 1,
				position: [x, y],
				parameters: { content: texts[index], height, width, color },
			};
		});
		const nodes = source.sections.flatMap((section, index) =>
			section.nodes.map((node) => this.node(node, places[index].nodes.get(node.name.en))),
		);
		const connections: WorkflowFile['connections'] = {};
		for (const { from, output, to, input } of this.links) {
			const { main } = (connections[this.nameOf(from)] ??= { main: [] });
			while (main.length <= output) main.push([]);
			main[output].push({ node: this.nameOf(to), type: 'main', index: input });
		}
		return {
			name: source.name[language],
			nodes: [...notes, ...nodes],
			connections,
			settings: { executionOrder: 'v1', timezone: TIMEZONE },
			pinData: {},
			meta: { templateCredsSetupCompleted: false },
		};
	}
}

/** Makes the workflow of an example in one language. */
export const render = (source: ExampleSource, language: Language): WorkflowFile =>
	new Renderer(source, language).render();
