using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Rollout.App.Modules.Api.Contracts;

/// <summary>One page of a list.</summary>
/// <param name="Next">The address of the next page; null on the last. It is in the header Link too.</param>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>The requested page. A list goes on after the last item of the page before, so that no item is skipped or repeated while others are added.</summary>
internal sealed record ApiPaging(
    [property: Description("The id of the last item of the page before. Follow `next` instead of making it up.")] Guid? After,
    [property: Description("How many items, at most 500; 100 when not said.")] int? Limit)
{
    private const int Usual = 100;
    private const int Most = 500;

    private int Size => Math.Clamp(Limit ?? Usual, 1, Most);

    /// <summary>Reads one page.</summary>
    /// <param name="rows">What comes after <see cref="After"/>, in the order of its ids.</param>
    public async Task<ApiPage<TItem>> ReadAsync<TRow, TItem>(IQueryable<TRow> rows, Func<TRow, TItem> item, Func<TRow, Guid> id, HttpContext http, CancellationToken ct)
    {
        var page = await rows.Take(Size + 1).ToListAsync(ct);
        if (page.Count <= Size)
        {
            return new ApiPage<TItem>(page.ConvertAll(r => item(r)), null);
        }

        page.RemoveAt(Size);
        var others = http.Request.Query.Where(q => !q.Key.Equals("after", StringComparison.OrdinalIgnoreCase)).Select(q => KeyValuePair.Create(q.Key, (string?)q.Value.ToString()));
        var next = QueryHelpers.AddQueryString(http.Request.PathBase + http.Request.Path, others.Append(new("after", id(page[^1]).ToString("D", CultureInfo.InvariantCulture))));
        http.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        return new ApiPage<TItem>(page.ConvertAll(r => item(r)), next);
    }
}
