import { everydayCatalog } from '../../nodes/KonturExtern/actions';

const everyday = new Set(
	everydayCatalog.resources.flatMap(({ value, operations }) =>
		operations.map((operation) => `${value}.${operation.value}`),
	),
);

/** Returns the name of the node that has an operation of Kontur.Extern; of both, the everyday one. */
export const externNodeOf = (resource: string, operation: string) =>
	everyday.has(`${resource}.${operation}`) ? 'konturExtern' : 'konturExternAdvanced';
