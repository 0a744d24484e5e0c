import type { AttachKey } from './attach.words'

export const en: Record<AttachKey, string> = {
  photo: 'Take or choose a photo',
  photos: 'Photos',
  photo_n: 'Photo {n}',
  remove_photo: 'Remove photo {n}',
  photo_trouble: 'This photo cannot be opened, please choose another.',
  voice: 'Tap and speak',
  voice_hint: 'In your own dialect, up to one minute. Hold while you speak, or tap to start and tap to stop.',
  recording: 'Listening… {seconds} s, tap when you have finished',
  voice_kept: 'Recording',
  again: 'Again',
  voice_refused: 'The phone did not let us record. Allow the microphone in its settings, or just call.',
  voice_missing: 'This browser cannot record. Please call instead.',
}
