import type { Field, Operation, RequestOperation, Resource, RunOperation } from './types';

/** Declares a field so that its literal types reach the operation's parameters. */
export const field = <const F extends Field>(declared: F): F => declared;

/** Declares an operation that is one request or one list. */
export const requestOperation = <const F extends readonly Field[]>(
	declared: RequestOperation<F>,
): Operation => declared;

/** Declares an operation of several steps. */
export const runOperation = <const F extends readonly Field[]>(declared: RunOperation<F>): Operation =>
	declared;

export const resource = (declared: Resource): Resource => declared;

/** The routes an operation may use, `METHOD /path/{place}`. */
export const routesOf = (operation: Operation): readonly string[] =>
	'http' in operation ? [`${operation.http.method} ${operation.http.path}`] : operation.calls;
