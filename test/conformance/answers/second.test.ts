import { useBinaryData } from '../../host/engine/engine';
import { EXTERN } from '../../host/engine/kontur';
import { answerMatrix } from './matrix';

useBinaryData('filesystem');
answerMatrix(EXTERN, { operations: 7, cells: 4, part: 2, of: 2 });
