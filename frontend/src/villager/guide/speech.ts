import { language } from '../../app/i18n'

/** The phone's own voice, or null where it has none. */
export function speech(): { say: (text: string, done: () => void) => void; stop: () => void } | null {
  if (!('speechSynthesis' in window) || typeof SpeechSynthesisUtterance === 'undefined') return null
  return {
    say(text, done) {
      const words = new SpeechSynthesisUtterance(text)
      words.lang = language.value === 'zh' ? 'zh-CN' : 'en-GB'
      words.rate = 0.9
      words.onend = words.onerror = done
      speechSynthesis.cancel()
      speechSynthesis.speak(words)
    },
    stop: () => speechSynthesis.cancel(),
  }
}
