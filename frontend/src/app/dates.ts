/** Days and times as people say them, always in China's time. */
import { language } from './i18n'

const ZONE = 'Asia/Shanghai'
const locale = () => (language.value === 'zh' ? 'zh-CN' : 'en-GB')
const format = (value: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), { timeZone: ZONE, ...options }).format(value)

/** A local date such as "2026-12-03" or an instant, as a Date that formats to the same day in China. */
const instant = (text: string) => new Date(text.length === 10 ? `${text}T12:00:00+08:00` : text)

/** "12月3日" */
export const day = (text: string) => format(instant(text), { month: 'long', day: 'numeric' })
/** "周四" */
export const weekday = (text: string) => format(instant(text), { weekday: 'short' })
/** "12月3日 周四", "Thu 3 December" */
export const named = (text: string) => (language.value === 'zh' ? `${day(text)} ${weekday(text)}` : `${weekday(text)} ${day(text)}`)
/** "15:40" */
export const time = (text: string) => format(instant(text), { hour: '2-digit', minute: '2-digit', hour12: false })
/** "11月23日 15:40" */
export const moment = (text: string) => `${day(text)} ${time(text)}`
/** A moment as a datetime-local field holds it: "2026-11-23T15:40". */
export const localMinute = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16)
/** Today in China as "2026-11-23", moved by whole days. */
export function localDate(plusDays = 0): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(new Date(Date.now() + plusDays * 86_400_000))
}
