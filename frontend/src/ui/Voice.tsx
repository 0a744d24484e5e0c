import { useEffect, useRef, useState } from 'preact/hooks'
import { attach, discard } from '../outbox/attachments'
import { newId } from '../outbox/outbox'
import './attach.css'
import { t } from './attach.words'
import { Button } from './Button'
import { Icon } from './Icon'
import { useBlobUrl } from './Photos'

const LONGEST_S = 60
/** A press shorter than this was a tap: the recording goes on until the next tap. */
const TAP_MS = 500
const FORMATS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

/** One recording of up to a minute, by tapping twice or by holding. The cadre listens to it; no machine has to understand the dialect. */
export function Voice({ id, onChange, look = 'ghost' }: { id: string; onChange: (id: string) => void; look?: 'main' | 'ghost' }) {
  const recorder = useRef<MediaRecorder | null>(null)
  const pressedAt = useRef(0)
  const pressed = useRef(false)
  const [seconds, setSeconds] = useState(-1)
  const [trouble, setTrouble] = useState<'' | 'voice_refused' | 'voice_missing'>('')
  const listening = seconds >= 0

  const stop = () => { if (recorder.current?.state === 'recording') recorder.current.stop() }
  useEffect(() => stop, [])
  useEffect(() => {
    if (!listening) return
    if (seconds >= LONGEST_S) return stop()
    const timer = setTimeout(() => setSeconds(seconds + 1), 1000)
    return () => clearTimeout(timer)
  }, [seconds])

  async function start(): Promise<void> {
    setTrouble('')
    if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices) return setTrouble('voice_missing')
    let stream: MediaStream
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    } catch {
      return setTrouble('voice_refused')
    }
    const mimeType = FORMATS.find(each => MediaRecorder.isTypeSupported(each))
    const parts: Blob[] = []
    const machine = new MediaRecorder(stream, { audioBitsPerSecond: 24_000, ...(mimeType ? { mimeType } : {}) })
    machine.ondataavailable = event => { parts.push(event.data) }
    machine.onstop = () => {
      for (const track of stream.getTracks()) track.stop()
      setSeconds(-1)
      const made = newId()
      void attach(made, new Blob(parts, { type: machine.mimeType })).then(() => onChange(made))
    }
    recorder.current = machine
    machine.start()
    setSeconds(0)
  }

  function press(): void {
    pressed.current = true
    pressedAt.current = Date.now()
    if (listening) stop()
    else void start()
  }
  // A held press ends the recording when it is let go; a tap leaves it running.
  const release = () => { if (listening && pressedAt.current && Date.now() - pressedAt.current > TAP_MS) stop() }

  // Keyboards and screen readers send a click without a press before it.
  const click = () => { if (!pressed.current) press(); pressed.current = false }

  if (id) return <Recorded id={id} onAgain={() => { void discard([id]); onChange('') }} />
  return (
    <div class="stack">
      <button type="button" class={`button block ${look === 'main' ? 'speak' : ''} ${listening ? 'main' : look}`} onPointerDown={press} onPointerUp={release} onContextMenu={event => event.preventDefault()}
        onClick={click}>
        <Icon name="voice" />{listening ? t('recording', { seconds }) : t('voice')}
      </button>
      {trouble ? <p class="card late" role="alert">{t(trouble)}</p> : <p class="sub">{t('voice_hint')}</p>}
    </div>
  )
}

function Recorded({ id, onAgain }: { id: string; onAgain: () => void }) {
  const url = useBlobUrl(id)
  return (
    <div class="card side arrives">
      <audio controls src={url} class="grow" aria-label={t('voice_kept')} />
      <Button small icon="voice" onClick={onAgain}>{t('again')}</Button>
    </div>
  )
}
