import { elder, setSize } from '../app/settings'
import { Button } from './Button'
import { t } from './words'

/** 长辈版, on the first screen that anybody sees. */
export const ElderSwitch = () => <Button small onClick={() => setSize(elder.value ? 17 : 22)}>{t(elder.value ? 'normal_mode' : 'elder_mode')}</Button>
