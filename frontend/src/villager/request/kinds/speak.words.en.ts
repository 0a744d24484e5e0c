import type { SpeakKey } from './speak.words'

export const en: Record<SpeakKey, string> = {
  title: 'You talk, we listen',
  hint: 'Say who you are, which group you live in and what you need. The person on duty listens and calls you back.',
  name: 'Asked by voice',
}
