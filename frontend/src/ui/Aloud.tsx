import { useEffect, useState } from 'preact/hooks'
import { language } from '../app/i18n'
import { Button } from './Button'

/** Reads a text aloud with the phone's own voice; a phone without one shows no button. */
export function Aloud({ text, label, stop }: { text: string; label: string; stop: string }) {
  const [speaking, setSpeaking] = useState(false)
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), [])
  if (!('speechSynthesis' in globalThis)) return null
  function press(): void {
    speechSynthesis.cancel()
    if (speaking) return setSpeaking(false)
    const voice = new SpeechSynthesisUtterance(text)
    voice.lang = language.value === 'zh' ? 'zh-CN' : 'en-GB'
    voice.rate = 0.85
    voice.onend = voice.onerror = () => setSpeaking(false)
    setSpeaking(true)
    speechSynthesis.speak(voice)
  }
  return <Button icon="aloud" onClick={press}>{speaking ? stop : label}</Button>
}
