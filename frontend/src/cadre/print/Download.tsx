import { useState } from 'preact/hooks'
import { answered, Problem } from '../../api/client'
import { Button } from '../../ui/Button'
import { Complaint } from '../../ui/ProblemNote'

/** The name that the server gives a file: "…; filename*=UTF-8''%E6%94%B6…". */
const nameOf = (answer: Response) => decodeURIComponent(answer.headers.get('Content-Disposition')?.split("UTF-8''")[1] ?? '')

async function fetched(url: string): Promise<void> {
  const answer = await answered('GET', url)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = nameOf(answer)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Buttons that each fetch one file: not plain links, since those cannot renew a session or say what is wrong. */
export function Downloads({ files }: { files: { label: string; url: string }[] }) {
  const [busy, setBusy] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const fetch = (url: string) => {
    setBusy(url)
    setProblem(null)
    fetched(url).catch((error: unknown) => { if (error instanceof Problem) setProblem(error); else throw error }).finally(() => setBusy(''))
  }
  return (
    <div class="stack no-print">
      <div class="chips">{files.map(({ label, url }) => <Button key={url} small icon="errand" busy={busy === url} onClick={() => fetch(url)}>{label}</Button>)}</div>
      {problem && <Complaint problem={problem} />}
    </div>
  )
}
