import { useBinaryData } from '../../host/engine';
import { EXTERN } from '../../host/kontur';
import { faultMatrix } from './matrix';

useBinaryData('filesystem');
faultMatrix(EXTERN, { part: 3, of: 4 });
