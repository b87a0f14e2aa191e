import type {
	IBinaryData,
	IBinaryKeyData,
	IDataObject,
	IHttpRequestMethods,
	INodeExecutionData,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import type { KeyPair, KeyPairOptions } from '../auth';
import type { Client, KonturRequest, Paging, Service, Shape } from '../transport';
import type { BinaryInput, BinaryOutput } from './binary';
import type { InnKpp } from './inn';

type DeepReadonly<T> = T extends (...args: never[]) => unknown
	? T
	: T extends object
		? { readonly [K in keyof T]: DeepReadonly<T[K]> }
		: T;

/** The search behind the "From List" mode of a resource locator. */
export interface ListSearch {
	/** Method name, unique within the node. */
	method: string;
	/**
	 * @param parameter reads another field of the node from the editor
	 * @param page the token that the previous page returned
	 * @throws UserError when a field that the search needs is empty
	 */
	search: (
		client: Client,
		parameter: (name: string) => string,
		filter: string | undefined,
		page: string | undefined,
	) => Promise<INodeListSearchResult>;
}

/** An account or organization that can be found by its INN. */
export interface Party {
	id: string;
	name?: string;
	inn?: string;
	kpp?: string;
}

/** The list behind the "By INN" mode of a resource locator. */
export interface InnLookup {
	/** What is looked for, in errors. */
	noun: 'account' | 'organization';
	/**
	 * Lists at least all parties with the INN.
	 * @param parameter reads another field of the node
	 */
	list: (client: Client, parameter: (name: string) => string, wanted: InnKpp) => Promise<Party[]>;
	/** What the list depends on besides the user. */
	scope?: (parameter: (name: string) => string, wanted: InnKpp) => readonly string[];
}

/** A field of an operation: n8n's own property, without the resource and operation that show it. */
export type Field = DeepReadonly<INodeProperties> & {
	readonly listSearch?: ListSearch;
	readonly byInn?: InnLookup;
	/** Refuses a value with a UserError, before the operation begins. */
	readonly check?: (value: unknown) => void;
};

type OptionValue<F> = F extends { readonly options: ReadonlyArray<infer O> }
	? O extends { readonly value: infer V }
		? V
		: never
	: never;

type Entry<F> = F extends { readonly options: infer O extends readonly Field[] } ? Partial<Params<O>> : never;

type Groups<F> = F extends { readonly options: ReadonlyArray<infer G> }
	? {
			[K in G as K extends { readonly name: infer N extends string } ? N : never]?: K extends {
				readonly values: infer V extends readonly Field[];
			}
				? F extends { readonly typeOptions: { readonly multipleValues: true } }
					? Array<Params<V>>
					: Params<V>
				: never;
		}
	: never;

type ValueOf<F extends Field> = F['type'] extends 'number'
	? number
	: F['type'] extends 'boolean'
		? boolean
		: F['type'] extends 'options'
			? OptionValue<F>
			: F['type'] extends 'multiOptions'
				? Array<OptionValue<F>>
				: F['type'] extends 'collection'
					? Entry<F>
					: F['type'] extends 'fixedCollection'
						? Groups<F>
						: string;

/** The values of fields, typed by their declarations. */
export type Params<F extends readonly Field[]> = { [K in F[number] as K['name']]: ValueOf<K> };

/** One output item. */
export interface Output {
	json: IDataObject;
	binary?: IBinaryKeyData;
	/** Makes it the item of something that failed while others did not. */
	failure?: Error;
}

/** The context of an operation for one input item. */
export interface OperationContext<P> {
	params: P;
	client: Client;
	input: INodeExecutionData;
	/** @throws NodeOperationError when the item has no such binary field */
	readBinary: (field: string) => Promise<BinaryInput>;
	writeBinary: BinaryOutput;
	/** Stores a file that is made up piece by piece, and holds no more of it than n8n's storage makes necessary. */
	writeChunks: (
		chunks: AsyncIterable<Uint8Array>,
		fileName: string,
		mimeType: string,
	) => Promise<IBinaryData>;
	/**
	 * Opens the key pair of the node's `konturCertificateApi` credential, valid now unless `anyDate` is set. With
	 * `forDecryption`, it is any of several, and `alternatives` has all.
	 * @throws SignInRefused with advice
	 */
	openKeyPair: (options?: KeyPairOptions) => Promise<KeyPair>;
	/**
	 * Counts results that an operation collects, for one that collects many.
	 * @throws TooMuchData before they are more than n8n can hold
	 */
	gather: (outputs: readonly Output[]) => void;
	/** Whether "Simplify" is on, for an operation that simplifies its items itself. */
	simplify: boolean;
	/** IANA name of the workflow's time zone. */
	timeZone: string;
	/** Writes progress to n8n's log. */
	log: (message: string) => void;
	/** Makes an error name the part of the operation that failed, with its IDs in the details of the error item. */
	nameError: (error: unknown, name: string, ids: IDataObject) => Error;
	/** Shows the user a note about a successful result, above the output and in n8n's log. */
	note: (message: string) => void;
}

interface Described<F extends readonly Field[]> {
	/** Label of the operation. */
	name: string;
	/** Stored value; frozen once released. */
	value: string;
	/** Phrase in the editor's list of actions. */
	action: string;
	description: string;
	fields: F;
	/** Shows the certificate credential, for operations that open its key. */
	certificate?: true;
}

/** Picks the fields that most users need from an element with more than ten. */
type Simplify = (element: IDataObject) => IDataObject;

/** An operation that is one request, or one list over all its pages. */
export interface RequestOperation<F extends readonly Field[] = readonly Field[]> extends Described<F> {
	http: {
		method: IHttpRequestMethods;
		/** `{name}` is replaced by the field of that name. */
		path: string;
		query?(params: Params<F>, context: Pick<OperationContext<unknown>, 'timeZone'>): KonturRequest['query'];
		/** May return a promise, for a body that needs the certificate or a signature. */
		body?(params: Params<F>, context: Pick<OperationContext<unknown>, 'openKeyPair'>): unknown;
		repeat?: KonturRequest['repeat'];
		/** What Kontur documents as the response, or as each element of a list. */
		shape: Shape<unknown>;
	};
	/** Offers "Simplify". */
	simplify?: Simplify;
	/** Makes it a list, with "Return All" and "Limit". */
	paginate?: Paging;
	/** Turns a response or a list element into the output item. */
	transform?(element: IDataObject, params: Params<F>): IDataObject;
}

/** An operation of several steps, or with files. */
export interface RunOperation<F extends readonly Field[] = readonly Field[]> extends Described<F> {
	/** Returns every route that the operation may call, as `METHOD /path/{name}`. No execution asks for them. */
	calls: () => readonly string[];
	/** Items may run concurrently although the operation writes: a second run finds what the first one did. */
	parallel?: true;
	/** Offers "Simplify". With `true` it simplifies items itself while reading, to keep only what it returns. */
	simplify?: Simplify | true;
	run(context: OperationContext<Params<F>>): Promise<Output | Output[]>;
}

export type Operation = RequestOperation | RunOperation;

export interface Resource {
	name: string;
	value: string;
	operations: readonly Operation[];
	/** The operation that is chosen at first, if it is not the first one. */
	initial?: string;
}

/** All operations of a node. */
export interface Catalog {
	/** The API that the operations call; a node that works locally has none. */
	service?: Service;
	resources: readonly Resource[];
	/** The resource that is chosen at first, if it is not the first one. */
	initial?: string;
	/** Whether the editor lists resources and operations in this order, that of use, instead of by name. */
	isInOrderOfUse?: true;
}
