import { useBinaryData } from '../../host/engine/engine';
import { EXTERN } from '../../host/engine/kontur';
import { faultMatrix } from './matrix';

useBinaryData('filesystem');
faultMatrix(EXTERN, { part: 3, of: 4 });
