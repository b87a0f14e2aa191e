/** One request of a scenario. Texts may have placeholders: `{account}` of the world, `{draft.body.id}` of an answer. */
export interface Ask {
	/** Name of the answer. */
	as: string;
	/** Method and path. */
	to: string;
	json?: unknown;
	form?: Record<string, string>;
	/** Name of a file of the world, which is the body. */
	file?: string;
	headers?: Record<string, string>;
	/** Who asks; the owner of the generated account by default. */
	user?: 'owner' | 'partner' | 'newcomer' | 'nobody';
	/** Milliseconds that pass before, by the service's clock. */
	after?: number;
}

export type Must =
	| { be: unknown }
	| { oneOf: unknown[] }
	/** Equal to another place. */
	| { equal: string }
	| { differ: string }
	| { exceed: string }
	| { count: number }
	| { atLeast: number }
	| { atMost: number }
	/** What every element has at least. */
	| { each: object }
	| { some: object }
	| { none: object }
	/** Members that every element has. */
	| { eachHas: string[] }
	| { filled: true }
	| { missing: true }
	| { begin: string }
	| { contain: string }
	| { lack: string };

/** One assertion: a place, such as `read.body.take`, and what must be there. */
export interface Fact {
	at: string;
	must: Must;
}

export interface Scenario {
	/** Name of the test in the SDK. */
	test: string;
	/** The generated account has a demand of the tax office. */
	demand?: true | 'encrypted';
	/** Readings of doubts under which the assertions hold; the usual ones by default. */
	readings?: Record<string, string>;
	asks: Ask[];
	facts: Fact[];
}

/** One execution of a node. */
export interface Run {
	as: string;
	/** Resource and operation. */
	run: string;
	with: Record<string, unknown>;
	/** Name of a file of the world, which is the input item's binary data. */
	file?: string;
}

/** Assertions of an SDK's test that a node can make. */
export interface NodeScenario {
	sdk: Source['sdk'];
	/** Name of the test in the SDK. */
	test: string;
	demand?: true;
	/** Whose login the credential has; the owner's by default. */
	user?: 'partner';
	asks: Array<Ask | Run>;
	facts: Fact[];
}

export interface Source {
	sdk: 'C#' | 'Java';
	/** Below the folder of the SDK's tests. */
	file: string;
	scenarios: Scenario[];
}

/** An assertion of the SDKs that the emulator cannot repeat. */
export interface Exception {
	sdk: Source['sdk'];
	file: string;
	test: string;
	asserts: string;
	why: string;
}

export const sources = {
	'C#': {
		repository: 'skbkontur/extern-csharp-sdk',
		commit: 'de4a436fdfa00e3688c461606502ad8731ce7c95',
		folder: 'src',
	},
	Java: {
		repository: 'skbkontur/extern-java-sdk',
		commit: '80fbd38a5080ccafad7d960ec3a87cbb5bf83a73',
		folder: 'extern-api-java-sdk-integrational-tests/src/test/java/ru/kontur/extern_api/sdk',
	},
} as const;

const fact =
	<T>(must: (value: T) => Must) =>
	(at: string, value: T): Fact => ({ at, must: must(value) });

export const is = fact((be: unknown) => ({ be }));
export const oneOf = fact((values: unknown[]) => ({ oneOf: values }));
export const same = fact((equal: string) => ({ equal }));
export const differs = fact((differ: string) => ({ differ }));
export const exceeds = fact((exceed: string) => ({ exceed }));
export const count = fact((value: number) => ({ count: value }));
export const atLeast = fact((value: number) => ({ atLeast: value }));
export const atMost = fact((value: number) => ({ atMost: value }));
export const each = fact((value: object) => ({ each: value }));
export const some = fact((value: object) => ({ some: value }));
export const none = fact((value: object) => ({ none: value }));
export const eachHas = fact((value: string[]) => ({ eachHas: value }));
export const begins = fact((begin: string) => ({ begin }));
export const contains = fact((contain: string) => ({ contain }));
export const lacks = fact((lack: string) => ({ lack }));
export const filled = (at: string): Fact => ({ at, must: { filled: true } });
export const missing = (at: string): Fact => ({ at, must: { missing: true } });
export const status = (as: string, value: number): Fact => is(`${as}.status`, value);
export const ok = (as: string): Fact => oneOf(`${as}.status`, [200, 201, 202]);
