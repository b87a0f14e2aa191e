export { mediaType, safeFileName, safePath } from './fileName';
export { Gate, LONGEST_ERROR_TEXT } from './gate';
export { hasMethodNames } from './methodNames';
export { isPage, obstacleOf } from './obstacle';
export { ownOf, recordOf, setOwn } from './record';
export { percentEncoded } from './secretForms';
export { capped, visible } from './visible';
