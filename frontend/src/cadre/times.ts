import { localMinute } from '../app/dates'
import { language } from '../app/i18n'
import { t } from './words'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A span as people say it: "5 分钟", "3 小时", "2 天". */
function span(ms: number): string {
  if (ms < HOUR) return t('n_minutes', { n: Math.max(1, Math.round(ms / MINUTE)) })
  return ms < 2 * DAY ? t('n_hours', { n: Math.round(ms / HOUR) }) : t('n_days', { n: Math.floor(ms / DAY) })
}

export const ago = (instant: string): string => {
  const passed = Date.now() - Date.parse(instant)
  return passed < MINUTE ? t('just_now') : t('ago', { span: span(passed) })
}

/** "还剩 3 小时" or "逾期 2 天". */
export const left = (instant: string): string => {
  const ms = Date.parse(instant) - Date.now()
  return t(ms < 0 ? 'late_by' : 'left', { span: span(Math.abs(ms)) })
}

/** A moment of now as a datetime-local field holds it, in China's time. */
export const localNow = (): string => localMinute(Date.now())

/** Of two texts that the server keeps side by side, the one in the language of the screen. */
export const inWords = (row: { name_zh: string; name_en: string }): string => (language.value === 'zh' ? row.name_zh : row.name_en)
