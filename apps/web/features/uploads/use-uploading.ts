'use client';
import { messageOf, type Upload } from '@querent/contracts';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { api } from '@/features/shell/api';
import { forgetUpload } from './kept-uploads';
import { type Mark, paceOf, withMark } from './pace';
import type { Parcel } from './parcel';
import { type Sending, sendParcel } from './send-parcel';

const [ASK_MS, ENDING_MS] = [1_000, 2_000];

interface Fetched {
  id: string;
  timer?: ReturnType<typeof setTimeout>;
}

/** What is on its way in. */
export type Uploading = {
  name: string;
  /** Null where nobody knows. */
  bytes: number | null;
  sent: number;
  /** Bytes a second. */
  pace: number | null;
  /** The network is away, and is tried again. */
  isWaiting: boolean;
  error: string | null;
} | null;

/**
 * Brings a file to the server, from here or from an address.
 *
 * @param onHere it lies there whole
 */
export function useUploading(onHere: (upload: Upload) => void) {
  const [uploading, setUploading] = useState<Uploading>(null);
  const sending = useRef<Promise<Sending> | null>(null);
  const fetched = useRef<Fetched | null>(null);
  const latest = useRef(onHere);
  useEffect(() => {
    latest.current = onHere;
  });
  useEffect(() => () => leave({ sending, fetched }), []);
  const change = (changes: Partial<NonNullable<Uploading>>) => setUploading((now) => now && { ...now, ...changes });
  const fail = (error: string) => change({ error, isWaiting: false, pace: null });

  async function arrive(uploadId: string) {
    try {
      const upload = await api('GET /uploads/{uploadId}', { params: { uploadId } });
      latest.current(upload);
      setUploading(null);
    } catch (error) {
      fail(messageOf(error));
    }
  }

  async function send(parcel: Parcel) {
    let marks: Mark[] = [];
    setUploading({ name: parcel.name, bytes: parcel.bytes, sent: 0, pace: null, isWaiting: false, error: null });
    const begun = sendParcel(parcel, {
      onProgress(sent) {
        marks = withMark(marks, { atMs: performance.now(), bytes: sent });
        change({ sent, pace: paceOf(marks), isWaiting: false });
      },
      onWait: (sent) => change({ sent, isWaiting: true, pace: null }),
      onDone: (uploadId) => void arrive(uploadId),
      onError: (error, sent) => change({ sent, error, isWaiting: false, pace: null }),
    });
    sending.current = begun;
    await begun;
  }

  function follow(upload: Upload, marks: Mark[]) {
    const own: Fetched = { id: upload.id };
    fetched.current = own;
    const { bytes, receivedBytes, error } = upload;
    const now = withMark(marks, { atMs: performance.now(), bytes: receivedBytes });
    if (upload.isWhole) {
      setUploading(null);
      return latest.current(upload);
    }
    setUploading({ name: upload.name, bytes, sent: receivedBytes, pace: paceOf(now), isWaiting: false, error });
    if (error !== null) return;
    own.timer = setTimeout(async () => {
      try {
        const later = await api('GET /uploads/{uploadId}', { params: { uploadId: upload.id } });
        if (fetched.current === own) follow(later, now);
      } catch (error) {
        if (fetched.current === own) fail(messageOf(error));
      }
    }, ASK_MS);
  }

  async function fetchFrom(url: string) {
    follow(await api('POST /uploads/fetch', { body: { url } }), []);
  }

  /** Leaves nothing behind on the server. */
  async function cancel() {
    const [sent, followed] = [sending.current, fetched.current];
    leave({ sending, fetched });
    const ending = (async () => {
      await (await sent)?.cancel();
      if (followed) await throwAway(followed.id);
    })();
    // What was begun before is listed next, and this only where it could not be thrown away by then.
    await Promise.race([ending.catch(() => {}), new Promise((resolve) => setTimeout(resolve, ENDING_MS))]);
    setUploading(null);
    await ending;
  }

  function again() {
    change({ error: null });
    void sending.current?.then((sent) => sent.again());
  }
  return { uploading, send, fetchFrom, cancel, again: sending.current ? again : null };
}

interface OnTheWay {
  sending: RefObject<Promise<Sending> | null>;
  fetched: RefObject<Fetched | null>;
}

/** What has come stays where it is. */
function leave({ sending, fetched }: OnTheWay) {
  void sending.current?.then((sent) => sent.pause());
  clearTimeout(fetched.current?.timer);
  sending.current = null;
  fetched.current = null;
}

/** @throws ApiError */
export async function throwAway(uploadId: string): Promise<void> {
  await api('DELETE /uploads/{uploadId}', { params: { uploadId } });
  forgetUpload(uploadId);
}
