import type { Both, Text } from './texts';

export type Value =
	string | number | boolean | null | Both | readonly Value[] | { readonly [name: string]: Value };
export type Parameters = Readonly<Record<string, Value>>;

/** A node of an example. Other nodes and expressions refer to it by its English name. */
export interface NodeSource {
	name: Both;
	type: string;
	typeVersion: number;
	parameters: Parameters;
	credentials?: readonly string[];
	/** What a node has besides parameters: what happens on an error, a note. */
	more?: Readonly<Record<string, Value>>;
	hasWebhook?: boolean;
}

/** A field of the Settings node. */
export interface Setting {
	name: Both;
	value: string | number | Both;
	type: 'string' | 'number' | 'array';
	/** What it is, for the note. */
	about: Both;
	/** Without it nothing runs; settings of one group stand in for each other. */
	required: boolean | string;
}

/** Nodes that belong together, under one note. */
export interface Section {
	text: Both;
	color: number;
	nodes: readonly NodeSource[];
	/** Lists the settings under the text. */
	lists?: readonly Setting[];
}

export interface ExampleSource {
	file: string;
	name: Both;
	sections: readonly Section[];
	/** `A > B > C`; `A [1] > B` leaves by the second output, `A > B [1]` comes in by the second input. */
	flow: readonly string[];
}

export type { Text };
