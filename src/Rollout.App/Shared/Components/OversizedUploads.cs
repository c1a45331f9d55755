using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Rollout.App.Shared.Components;

/// <summary>
/// Reads a form whose file is over the page's limit without keeping the file: what was typed stays, and the page says at the field how large the file is and
/// may be. A browser reads an answer only when all it sends was taken, so the file is read to its end and thrown away.
/// </summary>
public sealed class OversizedUploads(RequestDelegate next)
{
    /// <summary>What a page's <c>RequestSizeLimit</c> leaves for all that is not the file.</summary>
    public const int RoomForText = 1_000_000;

    /// <summary>The most that is read only to be thrown away.</summary>
    private const long MostDrained = 1_000_000_000;

    private const int LongestText = 100_000;
    private const int MostFields = 200;
    private static readonly object ItemKey = new();

    /// <summary>The largest file that the page takes, in bytes; null when it takes none.</summary>
    public static long? LimitOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } metadata && metadata.GetMetadata<ComponentTypeMetadata>() is not null && metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize is { } limit
            ? limit - RoomForText
            : null;

    /// <summary>The files of the form that are over the limit: the field's name and the size in bytes.</summary>
    public static IEnumerable<(string Field, long Size)> In(HttpContext context)
    {
        var limit = LimitOf(context);
        return limit is null || !context.Request.HasFormContentType ? []
            : context.Items[ItemKey] as List<(string, long)> ?? context.Request.Form.Files.Where(f => f.Length > limit).Select(f => (f.Name, f.Length));
    }

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method) && LimitOf(context) is { } limit && request.ContentLength > limit + RoomForText && request.ContentLength <= MostDrained
            && BoundaryOf(request) is { } boundary)
        {
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MostDrained;
            var (fields, files) = await ReadAsync(new MultipartReader(boundary, request.Body), context.RequestAborted);
            context.Items[ItemKey] = files.FindAll(f => f.Size > limit);
            context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields)));
        }

        await next(context);
    }

    private static async Task<(Dictionary<string, StringValues> Fields, List<(string Field, long Size)> Files)> ReadAsync(MultipartReader reader, CancellationToken ct)
    {
        var (fields, files) = (new Dictionary<string, StringValues>(), new List<(string, long)>());
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } disposition)
            {
                continue;
            }

            if (section.AsFileSection() is { } file)
            {
                files.Add((file.Name, await DrainAsync(section.Body, ct)));
            }
            else if (fields.Count < MostFields && section.AsFormDataSection() is { } field)
            {
                using var text = new StreamReader(section.Body);
                var typed = new char[LongestText];
                var length = await text.ReadBlockAsync(typed, ct);
                fields[field.Name] = StringValues.Concat(fields.GetValueOrDefault(field.Name), new string(typed, 0, length));
            }
        }

        return (fields, files);
    }

    private static async Task<long> DrainAsync(Stream body, CancellationToken ct)
    {
        var (buffer, size) = (new byte[64 * 1024], 0L);
        while (await body.ReadAsync(buffer, ct) is > 0 and var read)
        {
            size += read;
        }

        return size;
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 100 } boundary
            ? boundary.Value
            : null;
}
