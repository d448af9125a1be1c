namespace Rag.Api.Documents.Uploads;

/// <summary>An upload whose content is in the blob store, but which is no document yet.</summary>
/// <param name="Content">The content; discarded unless it becomes a document.</param>
/// <param name="Fields">What was said beside it.</param>
/// <param name="ContentType">What the uploader declared; <see langword="null"/> if nothing.</param>
/// <param name="FileName">What the uploader called it.</param>
internal sealed record StagedUpload(BlobUpload Content, UploadFields Fields, string? ContentType, string? FileName);
