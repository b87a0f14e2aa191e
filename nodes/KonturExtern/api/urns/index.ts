export { hiddenTypes } from './hiddenTypes';
export { incomingTypes } from './incomingTypes';
export { choicesOf, lastPart, nameOfUrn, shortUrns, shownName, type UrnKind } from './names';
export { urnOptions } from './urnOptions';
