// The wall of a visit's photos. Pictures come through the same guarded door as every file, not from a public address.
import { useEffect, useState } from "react"
import { openFile } from "#contract/kernel/document"
import { fetchFile } from "#ui/api"
import { dictionary } from "#ui/i18n"

const useText = dictionary({ wall: ["照片墙", "Photos"] })

interface Photo {
  id: string
  title: string
  mediaType: string
}

export function PhotoWall({ visitId, files }: { visitId: string; files: readonly Photo[] }) {
  const t = useText()
  const photos = files.filter((one) => one.mediaType.startsWith("image/"))
  if (photos.length === 0) return null
  return (
    <ul className="co-photos" aria-label={t("wall")}>
      {photos.map((one) => (
        <li key={one.id}>
          <figure>
            <Picture visitId={visitId} photo={one} />
            <figcaption className="hs-muted hs-small">{one.title}</figcaption>
          </figure>
        </li>
      ))}
    </ul>
  )
}

function Picture({ visitId, photo }: { visitId: string; photo: Photo }) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let gone = false
    void fetchFile(openFile, { params: { owner: "corporate-visit", ownerId: visitId, id: photo.id } })
      .then(({ blob }) => {
        made = URL.createObjectURL(blob)
        if (!gone) setAddress(made)
      })
      .catch(() => undefined)
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [visitId, photo.id])
  return address ? <img src={address} alt={photo.title} /> : <div className="hs-muted hs-small">{photo.title}</div>
}
