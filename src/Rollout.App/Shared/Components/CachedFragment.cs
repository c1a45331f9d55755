using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Rollout.App.Persistence;

namespace Rollout.App.Shared.Components;

/// <summary>
/// Caches the rendered markup of its content for two seconds, for everyone who sees the same. It may be slightly out of date, because every action is
/// validated anyway.
/// </summary>
public sealed class CachedFragment(VersionedCache cache, IServiceProvider services, ILoggerFactory logs) : ComponentBase
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(2);

    private string? _markup;

    /// <summary>The cache key of the content, including the language; one of few values. Null to render without caching.</summary>
    [Parameter, EditorRequired] public string? CacheKey { get; set; }

    /// <summary>What the content is made of: once something of it is saved, it is rendered again.</summary>
    [Parameter, EditorRequired] public CachedData MadeOf { get; set; }

    /// <summary>The content. It must not depend on cascading values or contain forms.</summary>
    [Parameter, EditorRequired] public RenderFragment ChildContent { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (CacheKey is not null)
        {
            _markup = await cache.GetOrReadAsync($"fragment {CacheKey}", CacheDuration, RenderAsync, MadeOf);
        }
    }

    private async Task<string> RenderAsync()
    {
        await using var html = new HtmlRenderer(services, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Fragment.ChildContent)] = ChildContent });
        return await html.Dispatcher.InvokeAsync(async () => (await html.RenderComponentAsync<Fragment>(parameters)).ToHtmlString());
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CacheKey is null)
        {
            builder.AddContent(0, ChildContent);
        }
        else
        {
            builder.AddMarkupContent(1, _markup);
        }
    }

    private sealed class Fragment : ComponentBase
    {
        [Parameter] public RenderFragment? ChildContent { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
    }
}
