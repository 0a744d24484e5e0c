import { useEffect, useState } from 'preact/hooks'
import { request } from '../api/client'
import type { Service, Summary } from '../api/types'
import { language } from '../app/i18n'
import { learned, useRemote } from '../app/remote'
import type { Problem } from '../api/client'

/** The summary as the server explains it: each number with its definition, each late matter with whose deadline has passed. */
export type Picture = Summary

export const SERVICES: Service[] = ['errand', 'medical', 'parcel', 'finance', 'dispute']
/** Of these the township sees numbers and no matter. */
export const NUMBERS_ONLY: Service[] = ['medical', 'dispute']

const EVERY_MS = 5_000

/** What is known of the area; a wall asks every five seconds whether there is anything new, which mostly costs an empty answer. */
export function usePicture(wall = false): { value: Picture | undefined; problem: Problem | null; silent: boolean } {
  const { value, problem } = useRemote('/summary')
  const [silent, setSilent] = useState(false)
  useEffect(() => {
    if (!wall) return
    let tag = ''
    async function ask(): Promise<void> {
      try {
        const answer = await fetch('/api/v1/summary', { cache: 'no-store', credentials: 'same-origin', headers: { 'Accept-Language': language.value, ...(tag ? { 'If-None-Match': tag } : {}) } })
        if (answer.status === 401) await request('POST', '/session/refresh')
        if (answer.ok) {
          tag = answer.headers.get('ETag') ?? ''
          learned('/summary', {}, await answer.json() as Summary)
        }
        setSilent(!answer.ok && answer.status !== 304)
      } catch {
        // No answer: the wall goes on showing what it knows, says since when, and asks again.
        setSilent(true)
      }
    }
    const timer = setInterval(() => void ask(), EVERY_MS)
    void ask()
    return () => clearInterval(timer)
  }, [wall, language.value])
  return { value: value as Picture | undefined, problem, silent }
}
