import type { Field, Operation, RequestOperation, Resource, RunOperation } from './types';

/** Declares a field. Its literal types become the types of the operation's parameters. */
export const field = <const F extends Field>(declared: F): F => declared;

/** Declares an operation that is one request, or one list over all its pages. */
export const requestOperation = <const F extends readonly Field[]>(
	declared: RequestOperation<F>,
): Operation => declared;

/** Declares an operation of several steps, or with files. */
export const runOperation = <const F extends readonly Field[]>(declared: RunOperation<F>): Operation =>
	declared;

/** Declares a resource with its operations. */
export const resource = (declared: Resource): Resource => declared;

/** Returns the routes that an operation may call, as `METHOD /path/{name}`. */
export const routesOf = (operation: Operation): readonly string[] =>
	'http' in operation ? [`${operation.http.method} ${operation.http.path}`] : operation.calls();
