# The service with the built phone app inside; Node and compilers stay behind in the first stage.
FROM python:3.12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /house
COPY . .
RUN make app/static/index.html

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 buchucun && mkdir /data && chown buchucun /data
WORKDIR /house
COPY pyproject.toml README.md .constraints.txt ./
COPY app ./app
COPY migrations ./migrations
COPY --from=build /house/app/static ./app/static
# Compiled here, since whoever runs it may not write here and would compile all of it at every start, in every worker.
RUN pip install --no-cache-dir -c .constraints.txt -e . && python -m compileall -q app migrations
USER buchucun
ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=/data COOKIE_SECURE=true
EXPOSE 8000
HEALTHCHECK --interval=5s --start-period=120s --retries=6 CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/api/v1/health/ready')"
CMD ["sh", "-c", "python -m app.cli migrate && exec python -m app.cli serve"]
