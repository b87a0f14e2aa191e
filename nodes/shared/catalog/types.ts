import type {
	IBinaryKeyData,
	IDataObject,
	IHttpRequestMethods,
	INodeExecutionData,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import type { KeyPair } from '../auth';
import type { Client, KonturRequest, Paging, Service } from '../transport';
import type { BinaryInput, BinaryOutput } from './binary';

type DeepReadonly<T> = T extends (...args: never[]) => unknown
	? T
	: T extends object
		? { readonly [K in keyof T]: DeepReadonly<T[K]> }
		: T;

/** A search behind the "From List" mode of a resource locator. It travels with its field. */
export interface ListSearch {
	/** Unique name in the node. */
	method: string;
	/**
	 * @param parameter reads another field of the node as it is filled in now
	 * @throws UserError when a field that the search needs is empty
	 * @param page the token that the previous page returned
	 */
	search: (
		client: Client,
		parameter: (name: string) => string,
		filter: string | undefined,
		page: string | undefined,
	) => Promise<INodeListSearchResult>;
}

/** A field of an operation: n8n's own property, without the resource and operation it is shown for. */
export type Field = DeepReadonly<INodeProperties> & { readonly listSearch?: ListSearch };

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

/** The values of fields, typed from their declarations. */
export type Params<F extends readonly Field[]> = { [K in F[number] as K['name']]: ValueOf<K> };

/** What an operation produces: one item. */
export interface Output {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

/** What a `run` operation works with: one item of the input. */
export interface OperationContext<P> {
	params: P;
	client: Client;
	input: INodeExecutionData;
	/** @throws NodeOperationError when the input item has no such binary field */
	readBinary: (field: string) => Promise<BinaryInput>;
	writeBinary: BinaryOutput;
	/**
	 * The key and certificate of the node's `konturCertificateApi` credential, valid now unless told otherwise.
	 * @throws SignInRefused with advice when they do not work
	 */
	openKeyPair: (options?: { anyDate?: boolean }) => Promise<KeyPair>;
	/** Whether "Simplify" is on; of use to an operation that simplifies by itself. */
	simplify: boolean;
	/** IANA name of the workflow's time zone. */
	timeZone: string;
	/** Progress, for n8n's log. */
	log: (message: string) => void;
	/** What the user should know about a good result: shown above the output, and in n8n's log. */
	note: (message: string) => void;
}

/** What an operation may need to know of the workflow it runs in. */
interface Surroundings {
	/** IANA name of the workflow's time zone. */
	timeZone: string;
}

interface Described<F extends readonly Field[]> {
	/** Label of the operation. */
	name: string;
	/** Stored value; frozen once released. */
	value: string;
	/** Sentence in the list of actions. */
	action: string;
	description: string;
	fields: F;
	/** Shows the certificate credential; for operations that open its key. */
	certificate?: true;
}

/** Picks what most people need from an element with more than ten fields. */
type Simplify = (element: IDataObject) => IDataObject;

/** An operation that is one request, or one list over all its pages. */
export interface RequestOperation<F extends readonly Field[] = readonly Field[]> extends Described<F> {
	http: {
		method: IHttpRequestMethods;
		/** Places are filled from the fields of the same name. */
		path: string;
		query?(params: Params<F>, surroundings: Surroundings): KonturRequest['query'];
		/** May be a promise, where the body needs the certificate or a signature. */
		body?(params: Params<F>, context: Pick<OperationContext<unknown>, 'openKeyPair'>): unknown;
		repeat?: KonturRequest['repeat'];
		mayBeEmpty?: KonturRequest['mayBeEmpty'];
	};
	/** Offers "Simplify". */
	simplify?: Simplify;
	/** Makes it a list: "Return All" and "Limit" are added. */
	paginate?: Paging;
	/** Turns an answer or a list element into what the item shows. */
	transform?(element: IDataObject, params: Params<F>): IDataObject;
}

/** An operation of several steps, or with files. */
export interface RunOperation<F extends readonly Field[] = readonly Field[]> extends Described<F> {
	/** Every route it may use, `METHOD /path/{place}`. */
	calls: readonly string[];
	/**
	 * Several items may be worked on at once although it writes: when one fails, it does no harm that others were
	 * carried out, because running it again finds what is done.
	 */
	parallel?: true;
	/**
	 * Offers "Simplify". `true`: it simplifies by itself, as its items come, because it may read so many that what is
	 * left out must not be kept.
	 */
	simplify?: Simplify | true;
	run(context: OperationContext<Params<F>>): Promise<Output | Output[]>;
}

export type Operation = RequestOperation | RunOperation;

export interface Resource {
	name: string;
	value: string;
	operations: readonly Operation[];
}

/** All that a node can do. */
export interface Catalog {
	/** Whose API the operations call; a node that works locally has none. */
	service?: Service;
	resources: readonly Resource[];
}
