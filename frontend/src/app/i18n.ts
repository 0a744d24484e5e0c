import { effect, signal } from '@preact/signals'
import { speak } from '../api/client'

export type Language = 'zh' | 'en'
type Values = Record<string, string | number>

const KEY = 'language'
export const language = signal<Language>(remembered())

function remembered(): Language {
  const kept = localStorage.getItem(KEY)
  if (kept === 'zh' || kept === 'en') return kept
  return /^en\b/i.test(navigator.language) ? 'en' : 'zh'
}

export function setLanguage(code: Language): void {
  localStorage.setItem(KEY, code)
  language.value = code
}

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
  speak(language.value)
})

/** What stands between the names of a list. */
export const comma = () => (language.value === 'zh' ? '、' : ', ')

const filled = (text: string, values: Values) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

/**
 * The words of one part of the app: Chinese comes with it, English is fetched when somebody chooses it. A key that English
 * lacks is a compile error. Until English has arrived the Chinese words show.
 */
export function words<Key extends string>(zh: Record<Key, string>, english: () => Promise<{ en: Record<Key, string> }>) {
  const en = signal<Record<Key, string> | null>(null)
  let asked = false
  effect(() => {
    if (language.value !== 'en' || asked) return
    asked = true
    english().then(part => { en.value = part.en }, () => { asked = false })
  })
  return (key: Key, values: Values = {}): string => filled((language.value === 'en' && en.value ? en.value : zh)[key], values)
}
